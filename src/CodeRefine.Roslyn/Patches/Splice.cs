using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Patches;

/// <summary>Puts a replacement where a search text was found, at that place's indentation and line ending.</summary>
internal static class Splice
{
    public static string Replace(string text, TextSpan hit, string search, string replacement, CSharpParseOptions options)
    {
        var trimmed = replacement.Trim('\n').TrimEnd();
        if (trimmed.Length == 0)
        {
            var lines = WithLine(text, hit);
            return text.Remove(lines.Start, lines.Length);
        }

        var placed = Placed(text, hit, search, trimmed, options);
        return string.Concat(text.AsSpan(0, hit.Start), LineEndings.Apply(placed, LineEndings.Dominant(text) ?? "\n"), text.AsSpan(hit.End));
    }

    private static string Placed(string text, TextSpan hit, string search, string replacement, CSharpParseOptions options)
    {
        var place = CodeLayout.IndentAt(text, hit.Start);
        var tabs = CodeLayout.UsesTabs(text);
        var first = CodeLayout.Indent(replacement.Split('\n')[0]);
        var searched = CodeLayout.Indent(search.Trim('\n').Split('\n')[0]);
        if (searched > 0 || first > 0)
        {
            // Search and replacement were written with their indentation: what the search is off by, the replacement is too.
            var written = searched > 0 ? searched : first;
            return CodeLayout.Place(replacement, first, place, tabs, options, CodeLayout.Columns(place) - written);
        }

        return CodeLayout.Place(replacement, 0, place, tabs, options, Shift(text, hit, search, replacement, CodeLayout.Columns(place)));
    }

    /// <summary>Columns to move further lines by when both texts begin at the margin: trimmed, or written there as a whole.</summary>
    private static int Shift(string text, TextSpan hit, string search, string replacement, int place)
    {
        var searchLines = Further(search);
        if (searchLines.Count > 0)
        {
            // The search text's further lines say it: they stand in the file too.
            var found = Further(text.Substring(hit.Start, hit.Length).Replace("\r\n", "\n", StringComparison.Ordinal));
            if (found.Count == searchLines.Count)
            {
                return found.Zip(searchLines, (there, here) => CodeLayout.Indent(there) - CodeLayout.Indent(here)).Min();
            }
        }

        var rest = Further(replacement);
        return rest.Count > 0 && rest.Min(CodeLayout.Indent) >= place ? 0 : place;
    }

    private static List<string> Further(string text) => [.. text.Trim('\n').Split('\n').Skip(1).Where(l => !string.IsNullOrWhiteSpace(l))];

    /// <summary>The hit with its lines' rests when nothing else stands on them.</summary>
    private static TextSpan WithLine(string text, TextSpan hit)
    {
        var start = CodeLayout.LineStart(text, hit.Start);
        var end = CodeLayout.NextLine(text, hit.End);
        return string.IsNullOrWhiteSpace(text[start..hit.Start]) && string.IsNullOrWhiteSpace(text[hit.End..end]) ? TextSpan.FromBounds(start, end) : hit;
    }
}
