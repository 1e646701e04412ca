using System.Security.Cryptography;
using System.Text;
using CodeRefine.Evaluation.Reports.Text;

namespace CodeRefine.Evaluation.Reports.Html;

/// <summary>
/// The frame of a page: everything in one file. Its content policy lets exactly its own style and script in, by their hashes, and nothing
/// from anywhere else: what a candidate wrote could not run or load anything even where escaping failed.
/// </summary>
internal sealed class HtmlPage(TextWriter writer)
{
    private static readonly string Style = Resource("report.css");
    private static readonly string Script = Resource("report.js");

    public TextWriter Writer { get; } = writer;

    public void Begin(string title)
    {
        Writer.Write($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; base-uri 'none'; form-action 'none'">
            <title>{HtmlText.Encode(title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the numbers</a>
            <header><h1>{HtmlText.Encode(title)}</h1><button type="button" id="theme" hidden>Dark</button></header>
            <main id="main">

            """);
    }

    public void End(string version) => Writer.Write($"</main>\n<footer>Made by CodeRefine {HtmlText.Encode(version)}. This page needs no network.</footer>\n<script>{Script}</script>\n</body>\n</html>\n");

    public void Headline(IEnumerable<(string Figure, string Words)> items)
    {
        Writer.Write("<ul class=\"headline\">\n");
        foreach (var (figure, words) in items)
        {
            Writer.Write($"<li><b>{HtmlText.Encode(figure)}</b><span>{HtmlText.Encode(words)}</span></li>\n");
        }

        Writer.Write("</ul>\n");
    }

    public void Notes(IReadOnlyCollection<string> notes)
    {
        if (notes.Count > 0)
        {
            Writer.Write($"<section aria-label=\"Read this first\"><ul class=\"notes\">\n{string.Concat(notes.Select(n => $"<li>{HtmlText.Encode(n)}</li>\n"))}</ul></section>\n");
        }
    }

    public void Charts(IEnumerable<string> charts) => Writer.Write($"<div class=\"charts\">\n{string.Concat(charts)}</div>\n");

    public void Section(ReportSection section, string idPrefix = "", string cssClass = "")
    {
        Heading(idPrefix + section.Id, section.Title, section.Words);
        if (section.Table is not { } table)
        {
            return;
        }

        Writer.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{idPrefix}{section.Id}\"><table{(cssClass.Length > 0 ? $" class=\"{cssClass}\"" : "")}>\n");
        if (table.Columns.Any(c => c.Length > 0))
        {
            Writer.Write($"<thead><tr>{string.Concat(table.Columns.Select((_, i) => $"<th scope=\"col\"{(table.RightAligned(i) ? " class=\"n\"" : "")}>{HtmlText.Encode(table.Heading(i))}</th>"))}</tr></thead>\n");
        }

        Writer.Write("<tbody>\n");
        foreach (var row in table.Rows)
        {
            Writer.Write($"<tr>{string.Concat(row.Select((cell, i) => i == 0 && !table.RightAligned(0) ? $"<th scope=\"row\">{HtmlText.Encode(cell)}</th>" : $"<td{(table.RightAligned(i) ? " class=\"n\"" : "")}>{HtmlText.Encode(cell)}</td>"))}</tr>\n");
        }

        Writer.Write("</tbody></table></div>\n");
    }

    public void Heading(string id, string title, string words)
    {
        Writer.Write($"<h2 id=\"{id}\">{HtmlText.Encode(title)}</h2>\n");
        if (words.Length > 0)
        {
            Writer.Write($"<p>{HtmlText.Encode(words)}</p>\n");
        }
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(HtmlPage).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is not in the assembly."));
        // A browser hashes what it parsed, in which line ends are single.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
