using System.Text.Json;
using CodeRefine.Core;

namespace CodeRefine.Evaluation.Suites;

internal enum RowKind
{
    MultiPlE,
    Mxeval,
}

/// <summary>Tells the formats of JSON lines apart by their first row.</summary>
internal static class RowKinds
{
    public static RowKind Of(string path)
    {
        foreach (var (line, row) in JsonLines.Read(path))
        {
            return row.TryGetProperty("name", out _) && row.TryGetProperty("tests", out _) ? RowKind.MultiPlE
                : row.TryGetProperty("task_id", out _) && row.TryGetProperty("test", out _) ? Mxeval(path, line, row)
                : throw JsonLines.Error(path, line, "this is no row of a known suite: MultiPL-E's have name, prompt and tests, mxeval's have task_id, prompt and test");
        }

        throw new UserErrorException($"{path} holds no row.");
    }

    /// <summary>The human-eval format shares the keys; its problems are Python's.</summary>
    private static RowKind Mxeval(string path, int line, JsonElement row) => row.TryGetProperty("language", out var language)
        ? language.ValueEquals("csharp") || language.ValueEquals("cs") ? RowKind.Mxeval : throw JsonLines.Error(path, line, $"it is in '{language}': only C# rows can be run")
        : throw JsonLines.Error(path, line, "it names no language: these are human-eval's problems in Python, and only C# rows can be run");
}
