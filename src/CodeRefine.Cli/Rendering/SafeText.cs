using System.Globalization;
using System.Text;

namespace CodeRefine.Cli.Rendering;

/// <summary>Text that a candidate or a model may have written, made harmless for a terminal: no escape sequence, no hidden reordering of characters.</summary>
internal static class SafeText
{
    /// <summary>Keeps line ends and shows tabs as four spaces; every other control character, and every one that reorders or hides text (<see href="https://trojansource.codes"/>), is shown as its code.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(NeedsCare))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            _ = c switch
            {
                '\n' => clean.Append('\n'),
                '\r' when i + 1 < text.Length && text[i + 1] == '\n' => clean,
                '\t' => clean.Append("    "),
                _ when NeedsCare(c) => clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => clean.Append(c),
            };
        }

        return clean.ToString();
    }

    /// <summary>The first line, cleaned, cut to <paramref name="most"/> characters.</summary>
    public static string Line(string text, int most = 200)
    {
        var line = Clean(text.AsSpan().Trim().ToString().Split('\n', 2)[0].TrimEnd('\r'));
        return line.Length <= most ? line : string.Concat(line.AsSpan(0, most - 1), "…");
    }

    private static bool NeedsCare(char c) =>
        char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
