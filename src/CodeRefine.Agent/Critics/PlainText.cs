using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CodeRefine.Agent.Critics;

/// <summary>
/// Text that a candidate or a check wrote, made fit to be quoted: no escape sequences, control or direction characters, bounded,
/// and unable to end the Markdown that it stands in.
/// </summary>
internal static partial class PlainText
{
    /// <summary>One line in a code span.</summary>
    public static string Code(string? text, int most = 200)
    {
        var line = Line(text, most);
        var fence = new string('`', LongestRun(line) + 1);
        var pad = line.StartsWith('`') || line.EndsWith('`') ? " " : "";
        return line.Length == 0 ? "(empty)" : $"{fence}{pad}{line}{pad}{fence}";
    }

    /// <summary>One line as it is: for headlines.</summary>
    public static string Line(string? text, int most = 200)
    {
        // A first cut keeps the work small where a message is of megabytes.
        var clean = Clean(Cut(text ?? "", most * 4)).Replace("\n", " ", StringComparison.Ordinal);
        return Cut(Spaces().Replace(clean, " ").Trim(), most);
    }

    /// <summary>A fenced block.</summary>
    public static string Block(string? text, string language = "", int mostLines = 30, int mostCharacters = 1500)
    {
        var clean = Clean(Cut(text ?? "", mostCharacters * 2)).Trim('\n');
        var lines = clean.Split('\n');
        var kept = string.Join('\n', lines.Take(mostLines).Select(l => l.TrimEnd()));
        kept = lines.Length > mostLines ? $"{kept}\n… ({lines.Length - mostLines} lines more)" : kept;
        kept = Cut(kept, mostCharacters);
        var fence = new string('`', Math.Max(3, LongestRun(kept) + 1));
        return $"{fence}{language}\n{kept}\n{fence}";
    }

    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = most - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    private static string Clean(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in Escapes().Replace(text.Replace("\r\n", "\n", StringComparison.Ordinal), "").EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\n' or '\t')
            {
                result.Append((char)rune.Value);
            }
            else if (category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            {
                result.Append(rune.ToString());
            }
            else
            {
                result.Append(rune.Value == '\r' ? "\n" : rune.Value is '\u200B' or '\uFEFF' ? "" : "\uFFFD");
            }
        }

        return result.ToString();
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    [GeneratedRegex(@"\x1B(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(?:\x07|\x1B\\)?|[@-Z\\-_])", RegexOptions.CultureInvariant)]
    private static partial Regex Escapes();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
