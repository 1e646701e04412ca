using System.Collections.Immutable;
using CodeRefine.Core.Patches;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair;

/// <summary>Between text changes and the edits of a patch.</summary>
internal static class TextChanges
{
    /// <summary>Positions in <paramref name="changes"/> are those of <paramref name="text"/>; the last comes first, so that no edit moves another's position.</summary>
    public static ImmutableArray<Edit> ToEdits(string path, string text, IEnumerable<TextChange> changes) =>
        [.. changes.OrderByDescending(c => c.Span.Start).Select(c => (Edit)new Edit.ReplaceSpan(path, c.Span.Start, text.Substring(c.Span.Start, c.Span.Length), c.NewText ?? ""))];

    /// <summary>Without what the old and the new text have in common at both ends: two changes with the same effect become equal.</summary>
    public static TextChange Shrink(TextChange change, string text)
    {
        var (start, end) = (change.Span.Start, change.Span.End);
        var added = change.NewText ?? "";
        var (from, to) = (0, added.Length);
        while (start < end && from < to && text[start] == added[from])
        {
            start++;
            from++;
        }

        while (end > start && to > from && text[end - 1] == added[to - 1])
        {
            end--;
            to--;
        }

        return new TextChange(TextSpan.FromBounds(start, end), added[from..to]);
    }

    /// <summary>Code on one line, cut where it is long: for summaries.</summary>
    public static string Brief(string code, int longest = 60)
    {
        var line = string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= longest ? line : string.Concat(line.AsSpan(0, longest - 1), "…");
    }
}
