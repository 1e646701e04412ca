using System.Globalization;
using System.Text;
using CodeRefine.Evaluation.Reports.Text;

namespace CodeRefine.Evaluation.Reports.Html;

/// <summary>Text of any origin made fit for an element or a quoted attribute.</summary>
internal static class HtmlText
{
    public static string Encode(string text)
    {
        var safe = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            _ = c switch
            {
                '&' => safe.Append("&amp;"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '"' => safe.Append("&quot;"),
                '\'' => safe.Append("&#39;"),
                '\r' when i + 1 < text.Length && text[i + 1] == '\n' => safe,
                _ when char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) => safe.Append(c).Append(text[++i]),
                // Half of a pair cannot be written as UTF-8.
                _ when char.IsSurrogate(c) || VisibleText.NeedsCode(c) => safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => safe.Append(c),
            };
        }

        return safe.ToString();
    }
}
