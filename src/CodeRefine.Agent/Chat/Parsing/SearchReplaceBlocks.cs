using System.Text.RegularExpressions;

namespace CodeRefine.Agent.Chat.Parsing;

/// <param name="Path">A path that stood in the line above its first mark; null for none.</param>
internal sealed record SearchReplaceBlock(string? Path, string Search, string Replace);

/// <summary>Reads <c>&lt;&lt;&lt;&lt;&lt;&lt;&lt; SEARCH</c> … <c>=======</c> … <c>&gt;&gt;&gt;&gt;&gt;&gt;&gt; REPLACE</c>, as Aider made known.</summary>
internal static partial class SearchReplaceBlocks
{
    public static bool IsSearchMark(string line) => Search().IsMatch(line);
    public static bool IsReplaceMark(string line) => Replace().IsMatch(line);

    /// <param name="unfinished">How many blocks have no end or no middle; they are not among the result.</param>
    public static List<SearchReplaceBlock> Read(IReadOnlyList<string> lines, out int unfinished)
    {
        var blocks = new List<SearchReplaceBlock>();
        unfinished = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if (!IsSearchMark(lines[i]))
            {
                continue;
            }

            var middle = Find(lines, i + 1, l => Middle().IsMatch(l));
            var end = middle < 0 ? -1 : Find(lines, middle + 1, IsReplaceMark);
            if (end < 0)
            {
                unfinished++;
                continue;
            }

            var path = i > 0 ? PathHints.InLine(lines[i - 1]) : null;
            blocks.Add(new SearchReplaceBlock(path, Part(lines, i + 1, middle), Part(lines, middle + 1, end)));
            i = end;
        }

        return blocks;
    }

    /// <summary>Up to the next mark that begins a block: beyond it an end would be another's.</summary>
    private static int Find(IReadOnlyList<string> lines, int from, Func<string, bool> wanted)
    {
        for (var i = from; i < lines.Count && !IsSearchMark(lines[i]); i++)
        {
            if (wanted(lines[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Part(IReadOnlyList<string> lines, int from, int to)
    {
        // Some models put fences inside the two halves.
        from += from < to && FenceLine().IsMatch(lines[from]) ? 1 : 0;
        to -= from < to && FenceLine().IsMatch(lines[to - 1]) ? 1 : 0;
        return string.Join('\n', lines.Skip(from).Take(to - from));
    }

    [GeneratedRegex(@"^\s*<{5,9}\s*(?:SEARCH|ORIGINAL)\b")]
    private static partial Regex Search();

    [GeneratedRegex(@"^\s*={5,9}\s*$")]
    private static partial Regex Middle();

    [GeneratedRegex(@"^\s*>{5,9}\s*(?:REPLACE|UPDATED)\b")]
    private static partial Regex Replace();

    [GeneratedRegex(@"^\s*```")]
    private static partial Regex FenceLine();
}
