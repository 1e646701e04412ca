using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using CodeRefine.Core;

namespace CodeRefine.Evaluation.Suites.SweBench;

/// <summary>
/// Reads rows as SWE-bench publishes them (<see href="https://huggingface.co/datasets/SWE-bench/SWE-bench"/>), one JSON object a line. <c>FAIL_TO_PASS</c> and
/// <c>PASS_TO_PASS</c> are an array, a string that holds a JSON array, or one that holds a Python list (SWE-Sharp-Bench).
/// </summary>
public static partial class SweRows
{
    /// <exception cref="UserErrorException">The file cannot be read, or a row is not of this shape; the message names the line and the column.</exception>
    public static ImmutableArray<SweRow> Read(string path)
    {
        var rows = ImmutableArray.CreateBuilder<SweRow>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (line, row) in JsonLines.Read(path))
        {
            var read = new RowReader(path, line, row);
            var instance = new SweInstance(read.Text("instance_id"), read.Text("repo"), read.Text("base_commit"), read.Text("problem_statement"), read.Text("hints_text", needed: false));
            Check(read, instance);
            if (!lines.TryAdd(instance.Id, line))
            {
                throw read.Error($"`instance_id` {instance.Id} stands in line {lines[instance.Id]} already; each instance is named once");
            }

            rows.Add(new SweRow(instance, new SweReference(read.Text("patch", needed: false), read.Text("test_patch", needed: false), read.List("FAIL_TO_PASS"), read.List("PASS_TO_PASS"))));
        }

        return rows.Count > 0 ? rows.ToImmutable() : throw new UserErrorException($"{path} holds no row: one JSON object a line is expected.");
    }

    private static void Check(RowReader read, SweInstance instance)
    {
        // Ids name files and branches.
        if (!Id().IsMatch(instance.Id))
        {
            throw read.Error("`instance_id` has letters, digits and `_ . -` only, 200 at most, and begins with a letter or digit");
        }

        if (!Commit().IsMatch(instance.BaseCommit))
        {
            throw read.Error($"`base_commit` is a commit's id in hexadecimal, not `{(instance.BaseCommit.Length > 60 ? instance.BaseCommit[..60] + "…" : instance.BaseCommit)}`");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][\w.\-]{0,199}\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"^[0-9a-fA-F]{7,64}\z")]
    private static partial Regex Commit();

    private sealed class RowReader(string path, int line, JsonElement row)
    {
        public UserErrorException Error(string reason) => JsonLines.Error(path, line, reason);

        public string Text(string column, bool needed = true)
        {
            var found = row.TryGetProperty(column, out var value) && value.ValueKind != JsonValueKind.Null;
            return found && value.ValueKind == JsonValueKind.String && (!needed || !string.IsNullOrWhiteSpace(value.GetString())) ? value.GetString()!
                : !found && !needed ? ""
                : throw Error(!found ? $"the column `{column}` is missing" : value.ValueKind == JsonValueKind.String ? $"the column `{column}` is empty" : $"the column `{column}` is text");
        }

        public ImmutableArray<string> List(string column)
        {
            if (!row.TryGetProperty(column, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                return [];
            }

            return value.ValueKind switch
            {
                JsonValueKind.Array => Items(column, value),
                JsonValueKind.String => FromText(column, value.GetString()!),
                _ => throw Error($"the column `{column}` is a list"),
            };
        }

        private ImmutableArray<string> FromText(string column, string text)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return [];
            }

            try
            {
                using var json = JsonDocument.Parse(text);
                return Items(column, json.RootElement);
            }
            catch (JsonException)
            {
                return PythonList.TryParse(text, out var items, out var problem) ? [.. items] : throw Error($"the column `{column}` is neither a JSON array nor a Python list of strings: {problem}");
            }
        }

        private ImmutableArray<string> Items(string column, JsonElement array) =>
            array.ValueKind == JsonValueKind.Array && array.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String)
                ? [.. array.EnumerateArray().Select(i => i.GetString()!)]
                : throw Error($"the column `{column}` is a list of strings");
    }
}
