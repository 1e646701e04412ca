using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>export</c> prints.</summary>
/// <param name="Path">The file or folder that was written.</param>
/// <param name="Rows">Rows, or files of a folder.</param>
/// <param name="LeftOut">Samples that are not in it, and why; empty for none.</param>
internal sealed record ExportDocument(string Run, string Format, string Path, int Rows, string LeftOut)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/export@1";
}
