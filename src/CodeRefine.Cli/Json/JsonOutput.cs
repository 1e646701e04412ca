using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>The documents that <c>--json</c> prints; README.md beside this file describes them.</summary>
internal static class JsonOutput
{
    // People and pipes read this, not a web page: names of generics and quotes stay readable.
    private static readonly DocumentContext Context = new(new JsonSerializerOptions(DocumentContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Serialize<T>(T document)
        where T : notnull => JsonSerializer.Serialize(document, Context.GetTypeInfo(typeof(T)) ?? throw new ArgumentException($"{typeof(T)} is not among the documents.", nameof(document)));

    public static T? Deserialize<T>(string text)
        where T : class => (T?)JsonSerializer.Deserialize(text, Context.GetTypeInfo(typeof(T))!);
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(SolveDocument))]
[JsonSerializable(typeof(VerifyDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(RunsDocument))]
[JsonSerializable(typeof(LogDocument))]
[JsonSerializable(typeof(ShowDocument))]
[JsonSerializable(typeof(DiffDocument))]
[JsonSerializable(typeof(SandboxStatusDocument))]
[JsonSerializable(typeof(SandboxBuildDocument))]
[JsonSerializable(typeof(BenchDocument))]
[JsonSerializable(typeof(CompletionsDocument))]
internal sealed partial class DocumentContext : JsonSerializerContext;
