using System.Text;
using CodeRefine.Evaluation.Suites.SweBench;

namespace CodeRefine.Evaluation.Batches;

/// <summary>Works on a unified diff of several files.</summary>
public static class SwePatch
{
    /// <summary>Leaves out the files named: a fixer's edits to the tests that judge it.</summary>
    public static string Without(string patch, IReadOnlyCollection<string> paths)
    {
        var kept = new StringBuilder();
        foreach (var part in Files(patch))
        {
            if (!DiffPaths.Touched(part).Any(paths.Contains))
            {
                kept.Append(part);
            }
        }

        return kept.ToString();
    }

    /// <summary>A diff's parts, a file each, from its <c>diff --git</c> line on.</summary>
    private static IEnumerable<string> Files(string patch)
    {
        var start = 0;
        while (start < patch.Length)
        {
            var next = patch.IndexOf("\ndiff --git ", start, StringComparison.Ordinal);
            var end = next < 0 ? patch.Length : next + 1;
            yield return patch[start..end];
            start = end;
        }
    }
}
