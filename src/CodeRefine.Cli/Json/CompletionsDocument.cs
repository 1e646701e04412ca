namespace CodeRefine.Cli.Json;

internal sealed record CompletionsDocument(string Shell, string Script)
{
    public string Schema { get; init; } = "coderefine/completions@1";
}
