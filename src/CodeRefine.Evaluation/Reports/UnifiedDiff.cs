using System.Text;
using CodeRefine.Core.Problems;
using DiffPlex;
using DiffPlex.Model;

namespace CodeRefine.Evaluation.Reports;

/// <summary>The difference between two trees, in the form that <c>diff -u</c> and <c>git apply</c> know.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    public static string Between(SourceTree before, SourceTree after)
    {
        var text = new StringBuilder();
        foreach (var path in before.Paths.Union(after.Paths, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            before.TryGet(path, out var old);
            after.TryGet(path, out var @new);
            if (old != @new)
            {
                Append(text, path, old?.Text, @new?.Text);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string path, string? old, string? @new)
    {
        text.Append(old is null ? "--- /dev/null\n" : $"--- a/{path}\n");
        text.Append(@new is null ? "+++ /dev/null\n" : $"+++ b/{path}\n");
        var oldLines = Lines(old);
        var newLines = Lines(@new);
        var diff = Diff(oldLines, newLines);
        foreach (var hunk in Hunks(diff))
        {
            Append(text, hunk, oldLines, newLines);
        }
    }

    /// <summary>Compares lines with their ends, so that a changed line end is a change too.</summary>
    private static IList<DiffBlock> Diff(List<string> oldLines, List<string> newLines)
    {
        // Differ works on texts: hand it one placeholder a line and let the chunker give back ours.
        return new Differ().CreateCustomDiffs(string.Concat(oldLines), string.Concat(newLines), ignoreWhiteSpace: false, t => [.. Lines(t)]).DiffBlocks;
    }

    private static List<string> Lines(string? text)
    {
        var lines = new List<string>();
        for (var start = 0; text is not null && start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>Blocks whose contexts touch share a hunk.</summary>
    private static IEnumerable<List<DiffBlock>> Hunks(IList<DiffBlock> blocks)
    {
        var hunk = new List<DiffBlock>();
        foreach (var block in blocks)
        {
            if (hunk.Count > 0 && block.DeleteStartA - (hunk[^1].DeleteStartA + hunk[^1].DeleteCountA) > 2 * Context)
            {
                yield return hunk;
                hunk = [];
            }

            hunk.Add(block);
        }

        if (hunk.Count > 0)
        {
            yield return hunk;
        }
    }

    private static void Append(StringBuilder text, List<DiffBlock> hunk, List<string> oldLines, List<string> newLines)
    {
        var before = Math.Min(Context, hunk[0].DeleteStartA);
        var oldStart = hunk[0].DeleteStartA - before;
        var newStart = hunk[0].InsertStartB - before;
        var oldEnd = Math.Min(oldLines.Count, hunk[^1].DeleteStartA + hunk[^1].DeleteCountA + Context);
        var newEnd = newStart + (oldEnd - oldStart) + hunk.Sum(b => b.InsertCountB - b.DeleteCountA);
        text.Append($"@@ -{Range(oldStart, oldEnd - oldStart)} +{Range(newStart, newEnd - newStart)} @@\n");
        var at = oldStart;
        foreach (var block in hunk)
        {
            Append(text, ' ', oldLines[at..block.DeleteStartA]);
            Append(text, '-', oldLines.GetRange(block.DeleteStartA, block.DeleteCountA));
            Append(text, '+', newLines.GetRange(block.InsertStartB, block.InsertCountB));
            at = block.DeleteStartA + block.DeleteCountA;
        }

        Append(text, ' ', oldLines[at..oldEnd]);
    }

    /// <summary>Lines count from 1; an empty range names the line before it.</summary>
    private static string Range(int start, int count) => count == 1 ? $"{start + 1}" : $"{(count == 0 ? start : start + 1)},{count}";

    private static void Append(StringBuilder text, char mark, List<string> lines)
    {
        foreach (var line in lines)
        {
            text.Append(mark).Append(line);
            if (!line.EndsWith('\n'))
            {
                text.Append("\n\\ No newline at end of file\n");
            }
        }
    }
}
