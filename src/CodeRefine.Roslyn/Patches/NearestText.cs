using System.Text;

namespace CodeRefine.Roslyn.Patches;

/// <summary>Words for a search text that stands nowhere: the lines most like it, so that the next attempt can quote them.</summary>
internal static class NearestText
{
    private const int MaxLines = 14;
    private const int MaxLineLength = 160;
    private const double WorthShowing = 0.4;

    public static string Describe(PatchedFiles files, List<string> paths, string search)
    {
        var wanted = SourceTokens.Of(search, files.ParseOptions);
        var near = paths.Where(PatchedFiles.IsSource)
            .Select(p => (Path: p, Tokens: SourceTokens.Of(files.Tree[p].Text, files.ParseOptions)))
            .Where(f => f.Tokens.Count > 0)
            .Select(f => (f.Path, f.Tokens, Near: f.Tokens.Nearest(wanted)))
            .OrderByDescending(f => f.Near.Share)
            .FirstOrDefault();
        var where = paths.Count == 1 ? $"in `{paths[0]}`" : "in the editable files";
        if (near.Path is null || near.Near.Share < WorthShowing)
        {
            return $"the search text does not stand {where}, nor anything much like it. Quote lines of the file as they are now, or send the whole file";
        }

        var text = files.Tree[near.Path].Text;
        var span = near.Tokens.Span(near.Near.At, near.Near.Count);
        return $"the search text does not stand {where}. Nearest to it is this ({near.Path}, from line {CodeLayout.LineNumber(text, span.Start)}; {Difference(near.Tokens, wanted, near.Near.At)}):\n{Lines(text, span.Start, span.End)}\nQuote the lines as they are now";
    }

    private static string Difference(SourceTokens file, SourceTokens wanted, int at)
    {
        for (var i = 0; i < wanted.Count && at + i < file.Count; i++)
        {
            if (file.KeyAt(at + i) != wanted.KeyAt(i))
            {
                return $"the file has `{Short(file[at + i].Text)}` where the search text has `{Short(wanted[i].Text)}`";
            }
        }

        return "the file ends before the search text does";
    }

    private static string Lines(string text, int start, int end)
    {
        var result = new StringBuilder();
        var number = CodeLayout.LineNumber(text, start);
        for (var (line, shown) = (CodeLayout.LineStart(text, start), 0); line < end; shown++)
        {
            var next = CodeLayout.NextLine(text, line);
            if (shown == MaxLines)
            {
                return result.Append('…').ToString();
            }

            var content = text[line..next].TrimEnd('\r', '\n');
            result.Append(shown > 0 ? "\n" : "").Append(number + shown).Append(": ").Append(content.Length > MaxLineLength ? content[..MaxLineLength] + "…" : content);
            line = next;
        }

        return result.ToString();
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
