using System.Text.RegularExpressions;

namespace CodeRefine.Agent.Chat.Parsing;

/// <summary>Finds C# in an answer that has no fences.</summary>
internal static partial class BareCode
{
    /// <summary>From the first line that begins like a declaration to the last that closes one, where that parses without error; else null.</summary>
    public static string? In(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var first = Array.FindIndex(lines, l => Start().IsMatch(l));
        var last = Array.FindLastIndex(lines, l => l.TrimEnd().EndsWith('}') || l.TrimEnd().EndsWith(';'));
        if (first < 0 || last < first)
        {
            return null;
        }

        var code = string.Join('\n', lines[first..(last + 1)]);
        return CodeShape.Read(code, out _) is { Errors: 0 } shape && (shape.Types.Count > 0 || shape.Members.Count > 0) ? code : null;
    }

    [GeneratedRegex(@"^\s*(?:using [\w.=<> ]+;|global using |namespace [\w.]+|#nullable|\[[A-Z]\w*|///|(?:public|internal|private|protected|static|sealed|abstract|partial|readonly|file)\s+\w|(?:class|struct|record|interface|enum) \w)")]
    private static partial Regex Start();
}
