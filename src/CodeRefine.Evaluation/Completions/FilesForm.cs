using System.Collections.Immutable;
using System.Text.Json;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Suites;

namespace CodeRefine.Evaluation.Completions;

/// <summary>Completions of a task of files: the text of its one editable file, with or without fences, or a JSON object of paths and texts.</summary>
internal sealed class FilesForm(SourceTree start, ImmutableArray<string> editable) : ICompletionForm
{
    private const int Longest = 4 << 20;

    public Completed Apply(string completion)
    {
        if (completion.Length > Longest)
        {
            return new(null, "", $"The completion has {completion.Length} characters, more than {Longest}.");
        }

        if (completion.TrimStart().StartsWith('{') && Files(completion) is { } files)
        {
            return files.Keys.FirstOrDefault(p => !editable.Contains(p)) is { } other
                ? new(null, "", $"The completion changes {other}, which the task does not open for changes.")
                : new(files.Aggregate(start, (tree, f) => tree.With(f.Key, f.Value)), "files");
        }

        return editable.Length != 1
            ? new(null, "", $"The task has {editable.Length} editable files: a completion of it is a JSON object of paths and texts.")
            : string.IsNullOrWhiteSpace(completion) ? new(null, "", "The completion is empty.")
            : new(start.With(editable[0], FencedCode.Of(completion, "class ")), "file");
    }

    public string Describe() => SuiteHash.Of([start.Hash, .. editable]);

    private static Dictionary<string, string>? Files(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
