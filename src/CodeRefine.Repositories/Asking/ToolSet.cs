using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace CodeRefine.Repositories.Asking;

/// <summary>The tools as typed functions for a model that calls tools, and as lines of text for one that does not.</summary>
public sealed partial class ToolSet
{
    private const int LongestCall = 70_000;

    public ToolSet(RepositoryTools tools)
    {
        List<AIFunction> functions =
        [
            AIFunctionFactory.Create(tools.FindSymbol, "find_symbol"),
            AIFunctionFactory.Create(tools.FindReferences, "find_references"),
            AIFunctionFactory.Create(tools.FindCallers, "find_callers"),
            AIFunctionFactory.Create(tools.FindImplementations, "find_implementations"),
            AIFunctionFactory.Create(tools.ReadMember, "read_member"),
            AIFunctionFactory.Create(tools.ReadFile, "read_file"),
            AIFunctionFactory.Create(tools.Outline, "outline"),
            AIFunctionFactory.Create(tools.SearchText, "search_text"),
            AIFunctionFactory.Create(tools.Search, "search"),
        ];
        if (tools.CanRun)
        {
            functions.Add(AIFunctionFactory.Create(tools.RunTests, "run_tests"));
            functions.Add(AIFunctionFactory.Create(tools.RunCSharp, "run_csharp"));
        }

        Functions = functions;
    }

    /// <summary>For <see cref="ChatOptions.Tools"/>.</summary>
    public IReadOnlyList<AIFunction> Functions { get; }

    /// <summary>For a prompt: how a model without tool calls asks.</summary>
    public string Protocol => string.Join('\n', (string[])
    [
        "To ask, write one line for each question, up to five, and nothing after them:",
        "ask {\"tool\": \"NAME\", \"arguments\": {…}}",
        "Tools:",
        .. Functions.Select(f => $"- {f.Name}({string.Join(", ", Parameters(f))}): {f.Description}"),
    ]);

    /// <summary>Answers the questions in a model's text, in their order.</summary>
    /// <returns>Null where it asks nothing.</returns>
    public async Task<string?> AnswerAsync(string text, int most, CancellationToken cancellationToken)
    {
        var answers = new List<string>();
        foreach (Match line in Ask().Matches(text).Take(most))
        {
            var call = line.Groups["call"].Value;
            answers.Add($"{(call.Length > 200 ? call[..200] + "…" : call)}\n{await AnswerOneAsync(call, cancellationToken)}");
        }

        return answers.Count == 0 ? null : string.Join("\n\n", answers);
    }

    /// <summary>Calls a tool; whatever is wrong with the call is answered in words.</summary>
    public async Task<string> CallAsync(string name, IDictionary<string, object?>? arguments, CancellationToken cancellationToken)
    {
        if (Functions.FirstOrDefault(f => f.Name == name) is not { } function)
        {
            return $"There is no tool of this name; there are {string.Join(", ", Functions.Select(f => f.Name))}.";
        }

        try
        {
            return await function.InvokeAsync(new AIFunctionArguments(arguments), cancellationToken) switch
            {
                JsonElement { ValueKind: JsonValueKind.String } answer => answer.GetString()!,
                var answer => answer?.ToString() ?? "",
            };
        }
        catch (Exception wrong) when (wrong is ArgumentException or JsonException or InvalidOperationException or NotSupportedException)
        {
            return $"{name} cannot be called so: it takes ({string.Join(", ", Parameters(function))}).";
        }
    }

    private async Task<string> AnswerOneAsync(string call, CancellationToken cancellationToken)
    {
        try
        {
            if (call.Length > LongestCall)
            {
                return "The question is too long.";
            }

            using var json = JsonDocument.Parse(call);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("tool", out var tool) && tool.ValueKind == JsonValueKind.String
                ? await CallAsync(tool.GetString()!, Arguments(json.RootElement), cancellationToken)
                : "A question is {\"tool\": \"NAME\", \"arguments\": {…}}.";
        }
        catch (JsonException)
        {
            return "A question is one line of JSON: {\"tool\": \"NAME\", \"arguments\": {…}}.";
        }
    }

    private static Dictionary<string, object?> Arguments(JsonElement call) =>
        call.TryGetProperty("arguments", out var arguments) && arguments.ValueKind == JsonValueKind.Object
            ? arguments.EnumerateObject().GroupBy(a => a.Name, StringComparer.Ordinal).ToDictionary(a => a.Key, a => (object?)a.Last().Value.Clone(), StringComparer.Ordinal)
            : [];

    private static IEnumerable<string> Parameters(AIFunction function) =>
        function.JsonSchema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(p => p.Name) : [];

    [GeneratedRegex(@"^[ \t`]*ask[ \t]+(?<call>\{.*\})[ \t`]*$", RegexOptions.Multiline)]
    private static partial Regex Ask();
}
