using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

internal sealed record CompletionsDocument(string Shell, string Script)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/completions@1";
}
