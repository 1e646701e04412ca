using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>A command that could not do its work.</summary>
/// <param name="Kind"><c>input</c>, <c>environment</c>, <c>cancelled</c> or <c>internal</c>.</param>
/// <param name="DetailsFile">Where an internal failure is written down.</param>
internal sealed record ErrorDocument(string Kind, string Message, int ExitCode, string? DetailsFile)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/error@1";
}
