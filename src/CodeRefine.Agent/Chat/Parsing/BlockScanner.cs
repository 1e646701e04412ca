using System.Text.RegularExpressions;

namespace CodeRefine.Agent.Chat.Parsing;

/// <summary>Finds the fenced blocks of an answer, and search/replace blocks that stand there without a fence.</summary>
internal static partial class BlockScanner
{
    /// <param name="most">Blocks after which it stops.</param>
    public static List<AnswerBlock> Scan(string answer, int most)
    {
        var blocks = new List<AnswerBlock>();
        var lines = answer.ReplaceLineEndings("\n").Split('\n');
        var before = "";
        for (var i = 0; i < lines.Length && blocks.Count < most;)
        {
            if (SearchReplaceBlocks.IsSearchMark(lines[i]))
            {
                blocks.Add(Bare(lines, before, ref i));
                before = "";
            }
            else if (Opening().Match(lines[i]) is { Success: true } opening)
            {
                blocks.Add(Fenced(lines, opening, before, ref i));
                before = "";
            }
            else
            {
                before = lines[i].Trim() is { Length: > 0 } words ? words : before;
                i++;
            }
        }

        return blocks;
    }

    private static AnswerBlock Fenced(string[] lines, Match opening, string before, ref int i)
    {
        var (fence, info) = (opening.Groups[1].Value, opening.Groups[2].Value.Trim());
        var content = new List<string>();
        for (i++; i < lines.Length; i++)
        {
            var line = lines[i];
            var mark = line.Trim();
            if (mark.Length >= fence.Length && mark.All(c => c == fence[0]))
            {
                i++;
                return new AnswerBlock(info, before, content, true);
            }

            // C# has no line that begins like this: the block before was never closed, or is Markdown around blocks.
            if (Opening().Match(line) is { Success: true } next && next.Groups[2].Length > 0 && next.Groups[1].Value[0] == fence[0] && next.Groups[1].Length >= fence.Length)
            {
                return new AnswerBlock(info, before, content, false);
            }

            content.Add(line);
        }

        return new AnswerBlock(info, before, content, false);
    }

    private static AnswerBlock Bare(string[] lines, string before, ref int i)
    {
        var content = new List<string>();
        for (; i < lines.Length; i++)
        {
            content.Add(lines[i]);
            if (SearchReplaceBlocks.IsReplaceMark(lines[i]))
            {
                i++;
                return new AnswerBlock("", before, content, true);
            }
        }

        return new AnswerBlock("", before, content, false);
    }

    [GeneratedRegex(@"^[ \t]{0,8}(`{3,}|~{3,})([^`]*)$")]
    private static partial Regex Opening();
}
