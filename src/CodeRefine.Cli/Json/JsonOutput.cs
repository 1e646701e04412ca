using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>The documents that <c>--json</c> prints; README.md beside this file describes them.</summary>
internal static class JsonOutput
{
    // People and pipes read this, not a web page: names of generics and quotes stay readable.
    private static readonly DocumentContext Context = new(new JsonSerializerOptions(DocumentContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Serialize<T>(T document)
        where T : notnull => JsonSerializer.Serialize(document, Context.GetTypeInfo(typeof(T)) ?? throw new ArgumentException($"{typeof(T)} is not among the documents.", nameof(document)));

    /// <summary>For a file that others add to or read as they like.</summary>
    public static JsonObject ToObject<T>(T document)
        where T : notnull => JsonNode.Parse(Serialize(document))!.AsObject();

    /// <summary>Reads back what <see cref="ToObject"/> made.</summary>
    public static T FromObject<T>(JsonObject document)
        where T : notnull => (T)(document.Deserialize(Context.GetTypeInfo(typeof(T))!) ?? throw new JsonException("The document is empty."));
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(SolveDocument))]
[JsonSerializable(typeof(VerifyDocument))]
[JsonSerializable(typeof(TraceDocument))]
[JsonSerializable(typeof(ChecksDocument))]
[JsonSerializable(typeof(FixDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(RunsDocument))]
[JsonSerializable(typeof(LogDocument))]
[JsonSerializable(typeof(ShowDocument))]
[JsonSerializable(typeof(DiffDocument))]
[JsonSerializable(typeof(SandboxStatusDocument))]
[JsonSerializable(typeof(SandboxBuildDocument))]
[JsonSerializable(typeof(BenchDocument))]
[JsonSerializable(typeof(SoakDocument))]
[JsonSerializable(typeof(BenchRepairDocument))]
[JsonSerializable(typeof(BenchRecordedDocument))]
[JsonSerializable(typeof(StrategiesDocument))]
[JsonSerializable(typeof(MemoryListDocument))]
[JsonSerializable(typeof(MemoryShowDocument))]
[JsonSerializable(typeof(MemoryForgetDocument))]
[JsonSerializable(typeof(CompareDocument))]
[JsonSerializable(typeof(LocateDocument))]
[JsonSerializable(typeof(FixBatchDocument))]
[JsonSerializable(typeof(GoldDocument))]
[JsonSerializable(typeof(MapDocument))]
[JsonSerializable(typeof(BenchLocateDocument))]
[JsonSerializable(typeof(BenchFixDocument))]
[JsonSerializable(typeof(CompletionsDocument))]
[JsonSerializable(typeof(RunReportDocument))]
[JsonSerializable(typeof(GradeBenchDocument))]
[JsonSerializable(typeof(ReportDocument))]
[JsonSerializable(typeof(ExportDocument))]
[JsonSerializable(typeof(ComparisonDocument))]
internal sealed partial class DocumentContext : JsonSerializerContext;
