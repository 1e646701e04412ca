using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodeRefine.Evaluation.Suites.Mxeval;

/// <summary>Reads mxeval's rows, one at a time.</summary>
internal static class MxevalReader
{
    /// <exception cref="Core.UserErrorException">The file cannot be read or a row is wrong; the message names file and line.</exception>
    public static IEnumerable<MxevalRow> Read(string path)
    {
        foreach (var (line, row) in JsonLines.Read(path))
        {
            if (Text(row, "language") is { } language && language is not ("csharp" or "cs"))
            {
                throw JsonLines.Error(path, line, $"it is in '{language}': only C# rows ('csharp') can be run");
            }

            yield return new MxevalRow(line, Required(path, line, row, "task_id"), Required(path, line, row, "prompt"), Required(path, line, row, "test"), Text(row, "entry_point"), Text(row, "description"), Text(row, "canonical_solution"), Json(row));
        }
    }

    private static string Json(JsonElement row) =>
        new JsonObject(row.EnumerateObject().Where(p => p.Name != "canonical_solution").DistinctBy(p => p.Name).Select(p => KeyValuePair.Create(p.Name, JsonNode.Parse(p.Value.GetRawText())))).ToJsonString();

    private static string Required(string path, int line, JsonElement row, string key) =>
        Text(row, key) is { Length: > 0 } text ? text : throw JsonLines.Error(path, line, $"a row has a text '{key}'");

    private static string? Text(JsonElement row, string key) => row.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
