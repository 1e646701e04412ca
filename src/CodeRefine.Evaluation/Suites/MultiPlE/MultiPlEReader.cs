using System.Text.Json;
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

            yield return new MultiPlERow(line, Required(path, line, row, "name"), Required(path, line, row, "prompt"), Required(path, line, row, "tests"), AnswerKeys.Select(k => Text(row, k)).FirstOrDefault(a => a is not null));
        }
    }

    private static string Required(string path, int line, JsonElement row, string key) =>
        Text(row, key) is { Length: > 0 } text ? text : throw JsonLines.Error(path, line, $"a row has a text '{key}'");

    private static string? Text(JsonElement row, string key) => row.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
