using System.Text.RegularExpressions;

namespace CodeRefine.Agent.Chat.Parsing;

/// <summary>Finds the path that an answer gives for a block, and the file of the tree that it means.</summary>
internal static partial class PathHints
{
    private const int LongestLine = 300;

    /// <summary>The one path that a line names; null for none or several different ones.</summary>
    public static string? InLine(string line)
    {
        if (line.Length > LongestLine)
        {
            return null;
        }

        var found = Path().Matches(line).Select(m => m.Value).Distinct().Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>From the fence, else from a comment that is the first line, else from the line before.</summary>
    /// <param name="lines">The block's lines, without the comment where that gave the path.</param>
    public static string? Of(AnswerBlock block, out IReadOnlyList<string> lines)
    {
        lines = block.Lines;
        if (Attribute().Match(block.Info) is { Success: true } attribute)
        {
            return attribute.Groups[1].Value;
        }

        if (InLine(block.Info) is { } inFence)
        {
            return inFence;
        }

        if (block.Lines.Count > 0 && block.Lines[0].Length <= LongestLine && Comment().Match(block.Lines[0]) is { Success: true } comment)
        {
            lines = [.. block.Lines.Skip(1)];
            return comment.Groups[1].Value;
        }

        return InLine(block.Before);
    }

    /// <summary>The path as the tree has it: the same, one that ends like it or that it ends like, where there is just one; else the hint itself in the tree's form, for a new file.</summary>
    public static string Resolve(string hint, IReadOnlyCollection<string> known)
    {
        var path = hint.Replace('\\', '/').Trim();
        path = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        if (known.Contains(path))
        {
            return path;
        }

        var bare = path.TrimStart('/');
        var near = known.Where(k => Same(k, bare) || EndsLike(k, bare) || EndsLike(bare, k)).Take(2).ToList();
        return near.Count == 1 ? near[0] : path;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static bool EndsLike(string longer, string shorter) => longer.EndsWith('/' + shorter, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"(?<![\w./\\-])[\w.@/\\-]*[\w-]\.cs(?![\w/\\])(?!\.\w)")]
    private static partial Regex Path();

    [GeneratedRegex("""\b(?:path|file|filename|title|name)\s*[=:]\s*["']?([^\s"'{}]+)["']?""", RegexOptions.IgnoreCase)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^\s*(?://+|/\*)\s*(?:(?:file|path|filename)\s*:?\s*)?`?([\w.@/\\-]*[\w-]\.cs)`?\s*(?:\*/)?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Comment();
}
