using System.Globalization;
using System.Text;

namespace CodeRefine.Evaluation.Reports.Html;

/// <summary>A chart that is being drawn: a figure with its caption, and within it inline SVG with a title and a description for those who don't see it.</summary>
internal sealed class Svg
{
    public const int Width = 440;
    public const int Left = 48;
    public const int Right = 14;

    private readonly StringBuilder text = new();

    public Svg(string id, string title, string description, int height) => Raw(
        $"<figure class=\"chart\" id=\"{id}\"><figcaption>{HtmlText.Encode(title)}</figcaption><svg role=\"img\" aria-labelledby=\"{id}-t {id}-d\" viewBox=\"0 0 {Width} {height}\"><title id=\"{id}-t\">{HtmlText.Encode(title)}</title><desc id=\"{id}-d\">{HtmlText.Encode(description)}</desc>\n");

    /// <param name="markup">Numbers formatted invariantly; every other text in it encoded.</param>
    public Svg Raw(FormattableString markup)
    {
        text.Append(markup.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    public Svg Text(double x, double y, string anchor, string words, string cssClass = "") => Raw($"<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\"{(cssClass.Length > 0 ? $" class=\"{cssClass}\"" : "")}>{HtmlText.Encode(words)}</text>");

    /// <summary>A legend in HTML, which wraps on a phone.</summary>
    public string End(params (string CssClass, string Words)[] legend)
    {
        text.Append("</svg>");
        if (legend.Length > 0)
        {
            text.Append("<p class=\"legend\">").AppendJoin(' ', legend.Select(l => $"<span><i class=\"{l.CssClass}\"></i>{HtmlText.Encode(l.Words)}</span>")).Append("</p>");
        }

        return text.Append("</figure>\n").ToString();
    }
}
