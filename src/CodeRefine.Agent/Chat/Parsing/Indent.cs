using Microsoft.CodeAnalysis;

namespace CodeRefine.Agent.Chat.Parsing;

/// <summary>Moves code sideways to where other code stands.</summary>
internal static class Indent
{
    /// <summary>Indents the lines after the first as those of <paramref name="old"/> stand in its file. Code with strings over several lines stays, since their content would move too.</summary>
    public static string Like(string code, SyntaxNode old, string file)
    {
        var lines = code.Split('\n');
        if (lines.Length == 1 || code.Contains("\"\"\"", StringComparison.Ordinal) || code.Contains("@\"", StringComparison.Ordinal) || code.Contains("@$\"", StringComparison.Ordinal))
        {
            return code;
        }

        // A member's last line is its closing brace, which stands in its first line's column.
        var existing = Blank(lines[^1]);
        var start = file.LastIndexOf('\n', Math.Min(old.SpanStart, file.Length - 1)) + 1;
        var wanted = Blank(file[start..old.SpanStart]);
        return existing == wanted ? code : string.Join('\n', lines.Select((l, i) => i == 0 || l.Trim().Length == 0 ? l : l.StartsWith(existing, StringComparison.Ordinal) ? wanted + l[existing.Length..] : l));
    }

    private static string Blank(string line) => line[..(line.Length - line.TrimStart(' ', '\t').Length)];
}
