using CodeRefine.Core.Patches;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Patches;

/// <summary>
/// Search and replace by tokens, so that white space and comments need not agree, with exactly one hit. Text that has no
/// tokens of its own (comments, half a literal) is looked for by whole lines, then as it is.
/// </summary>
internal static class SearchReplacement
{
    private const int ShownHits = 6;

    public static string? Apply(PatchedFiles files, Edit.SearchReplace edit)
    {
        if (edit.Path is not null && files.RefuseChange(edit.Path) is { } refused)
        {
            return refused;
        }

        if (string.IsNullOrWhiteSpace(edit.Search))
        {
            return "the search text is empty: give the lines that are to be replaced, or the whole file";
        }

        var paths = edit.Path is not null ? [edit.Path] : files.Tree.Paths.Where(p => files.RefuseChange(p) is null).ToList();
        var search = LineEndings.ToLf(edit.Search);
        var hits = Hits(files, paths, search);
        if (hits.Count != 1)
        {
            return hits.Count == 0 ? NearestText.Describe(files, paths, search) : Several(files, hits);
        }

        var text = files.Tree[hits[0].Path].Text;
        files.Set(hits[0].Path, Splice.Replace(text, hits[0].Span, search, LineEndings.ToLf(edit.Replace), files.ParseOptions));
        return null;
    }

    private static List<SearchHit> Hits(PatchedFiles files, List<string> paths, string search)
    {
        var wanted = SourceTokens.Of(search, files.ParseOptions);
        if (wanted.Sound && wanted.Count > 0)
        {
            var byTokens = paths.Where(PatchedFiles.IsSource).SelectMany(p => ByTokens(files, p, wanted)).ToList();
            if (byTokens.Count == 1)
            {
                return [WithComments(files, byTokens[0], search)];
            }

            if (byTokens.Count > 1)
            {
                // Where the search text has comments these may tell one place from another.
                var exact = paths.SelectMany(p => LineSearch.WholeLines(p, files.Tree[p].Text, search)).ToList();
                return wanted.HasComments && exact.Count == 1 ? exact : byTokens;
            }
        }

        var byLines = paths.SelectMany(p => LineSearch.WholeLines(p, files.Tree[p].Text, search)).ToList();
        return byLines.Count > 0 ? byLines : [.. paths.SelectMany(p => LineSearch.Verbatim(p, files.Tree[p].Text, search))];
    }

    private static IEnumerable<SearchHit> ByTokens(PatchedFiles files, string path, SourceTokens wanted)
    {
        var tokens = SourceTokens.Of(files.Tree[path].Text, files.ParseOptions);
        return tokens.Find(wanted).Select(at => new SearchHit(path, tokens.Span(at, wanted.Count)));
    }

    /// <summary>When the search text begins or ends in comments that stand there too, they are part of the hit.</summary>
    private static SearchHit WithComments(PatchedFiles files, SearchHit hit, string search)
    {
        var lines = LineSearch.WholeLines(hit.Path, files.Tree[hit.Path].Text, search).Where(l => l.Span.Contains(hit.Span)).ToList();
        return lines.Count == 1 ? lines[0] : hit;
    }

    private static string Several(PatchedFiles files, List<SearchHit> hits)
    {
        var places = hits.Take(ShownHits).Select(h => $"{h.Path}:{CodeLayout.LineNumber(files.Tree[h.Path].Text, h.Span.Start)}");
        return $"the search text stands in {hits.Count} places: {string.Join(", ", places)}{(hits.Count > ShownHits ? ", …" : "")}. Add lines before or after it until it stands in one only";
    }
}

/// <param name="Span">In the file's text; without the white space around.</param>
internal sealed record SearchHit(string Path, TextSpan Span);
