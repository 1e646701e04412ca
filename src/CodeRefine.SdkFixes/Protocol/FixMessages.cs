using System.Text.Json.Serialization;

namespace CodeRefine.SdkFixes.Protocol;

/// <summary>One diagnostic of a compilation for which fixes are wanted. A line of JSON each way; an answer follows its question.</summary>
internal sealed record FixQuestion
{
    public required IReadOnlyList<FixFile> Files { get; init; }

    /// <summary>Paths of the referenced assemblies.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>As the compiler's <c>-langversion</c>.</summary>
    public required string LanguageVersion { get; init; }
    public required IReadOnlyList<string> Defines { get; init; }
    public required bool Nullable { get; init; }
    public required bool Unsafe { get; init; }
    public required bool Program { get; init; }

    /// <summary>Id of the diagnostic, the file that it stands in, and its span there.</summary>
    public required string Id { get; init; }
    public required string Path { get; init; }
    public required int Start { get; init; }
    public required int Length { get; init; }
}

internal sealed record FixFile(string Path, string Text);

internal sealed record FixAnswer(IReadOnlyList<OfferedFix> Fixes);

/// <summary>What one fixer offers for one file.</summary>
/// <param name="Fixer">Name of its class.</param>
internal sealed record OfferedFix(string Fixer, string Title, string Path, IReadOnlyList<FixChange> Changes);

internal sealed record FixChange(int Start, int Length, string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FixQuestion))]
[JsonSerializable(typeof(FixAnswer))]
internal sealed partial class FixJson : JsonSerializerContext;
