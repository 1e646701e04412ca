using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRefine.Core;

namespace CodeRefine.Evaluation.Suites.MultiPlE;

/// <summary>Reads MultiPL-E's rows in C#, one at a time: a file may be larger than memory.</summary>
public static class MultiPlEReader
{
    /// <summary>Properties that hold a recorded answer, in order of preference.</summary>
    private static readonly string[] AnswerKeys = ["gpt_solution", "completion", "solution"];

    /// <exception cref="UserErrorException">The file cannot be read or a row is wrong; the message names file and line. Thrown where the row is reached.</exception>
    public static IEnumerable<MultiPlERow> Read(string path)
    {
        foreach (var (line, row) in JsonLines.Read(path))
        {
            if (Text(row, "language") is { } language && language is not ("cs" or "csharp"))
            {
                throw JsonLines.Error(path, line, $"it is in '{language}': only C# rows ('cs') can be run");
            }

            yield return new MultiPlERow(line, Required(path, line, row, "name"), Required(path, line, row, "prompt"), Required(path, line, row, "tests"), AnswerKeys.Select(k => Text(row, k)).FirstOrDefault(a => a is not null))
            {
                TaskId = Text(row, "task_id"),
                Stop = Texts(row, "stop_tokens"),
                Json = WithoutAnswers(row),
            };
        }
    }

    private static string Required(string path, int line, JsonElement row, string key) =>
        Text(row, key) is { Length: > 0 } text ? text : throw JsonLines.Error(path, line, $"a row has a text '{key}'");

    private static ImmutableArray<string> Texts(JsonElement row, string key) =>
        row.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)] : [];

    private static string WithoutAnswers(JsonElement row) =>
        new JsonObject(row.EnumerateObject().Where(p => !AnswerKeys.Contains(p.Name) && p.Name != "results").DistinctBy(p => p.Name).Select(p => KeyValuePair.Create(p.Name, JsonNode.Parse(p.Value.GetRawText())))).ToJsonString();

    private static string? Text(JsonElement row, string key) => row.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
