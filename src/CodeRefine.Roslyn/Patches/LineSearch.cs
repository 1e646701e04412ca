using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Patches;

/// <summary>Search by text, for what the lexer can't compare.</summary>
internal static class LineSearch
{
    /// <summary>Where whole lines agree with those of <paramref name="search"/> but for white space at their ends.</summary>
    public static IEnumerable<SearchHit> WholeLines(string path, string text, string search)
    {
        var wanted = search.Trim().Split('\n').Select(l => l.Trim()).ToArray();
        var lines = SourceText.From(text).Lines;
        var trimmed = lines.Select(l => text[l.Start..l.End].Trim()).ToArray();
        foreach (var at in SequenceSearch.Find<string>(trimmed, wanted))
        {
            var (first, last) = (lines[at], lines[at + wanted.Length - 1]);
            var start = first.Start + text[first.Start..first.End].TakeWhile(char.IsWhiteSpace).Count();
            yield return new SearchHit(path, TextSpan.FromBounds(start, first.Start == last.Start ? start + trimmed[at].Length : last.Start + text[last.Start..last.End].TrimEnd().Length));
        }
    }

    /// <summary>Where the very characters stand, line endings aside.</summary>
    public static IEnumerable<SearchHit> Verbatim(string path, string text, string search)
    {
        var wanted = LineEndings.Apply(search.Trim(), LineEndings.Dominant(text) ?? "\n");
        for (var at = text.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = text.IndexOf(wanted, at + wanted.Length, StringComparison.Ordinal))
        {
            yield return new SearchHit(path, new TextSpan(at, wanted.Length));
        }
    }
}
