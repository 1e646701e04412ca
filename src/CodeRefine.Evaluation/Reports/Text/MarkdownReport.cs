using System.Globalization;
using System.Text;

namespace CodeRefine.Evaluation.Reports.Text;

/// <summary>Reports as Markdown (GitHub's tables). What candidates and models wrote is escaped: it is text, never markup.</summary>
public static class MarkdownReport
{
    private const int MostTasks = 5_000;

    public static void Write(TextWriter writer, RunReport report)
    {
        writer.Write($"# {Escape(report.Run.Suite)}: {Escape(report.Run.Model ?? report.Run.Completions?.Name ?? report.Run.Proposer)}\n\n");
        Write(writer, [.. RunSections.Of(report), RunSections.Tasks(report, MostTasks)], report.Notes);
    }

    public static void Write(TextWriter writer, ComparisonReport report)
    {
        writer.Write($"# {Escape(report.First.Run.Id)} (A) and {Escape(report.Second.Run.Id)} (B)\n\n");
        Write(writer, [.. ComparisonSections.Of(report), ComparisonSections.Tasks(report, MostTasks, all: true)], [.. report.Notes]);
        foreach (var (name, run) in new[] { ("A", report.First), ("B", report.Second) })
        {
            writer.Write($"\n# {name}: {Escape(run.Run.Id)}\n\n");
            Write(writer, RunSections.Of(run), run.Notes);
        }
    }

    private static void Write(TextWriter writer, IEnumerable<ReportSection> sections, IReadOnlyCollection<string> notes)
    {
        if (notes.Count > 0)
        {
            writer.Write("## Read this first\n\n");
            foreach (var note in notes)
            {
                writer.Write($"- {Escape(note)}\n");
            }

            writer.Write('\n');
        }

        foreach (var section in sections)
        {
            writer.Write($"## {section.Title}\n\n");
            if (section.Words.Length > 0)
            {
                writer.Write($"{Escape(section.Words)}\n\n");
            }

            if (section.Table is { } table)
            {
                Write(writer, table);
            }
        }
    }

    private static void Write(TextWriter writer, ReportTable table)
    {
        writer.Write($"|{string.Concat(table.Columns.Select((_, i) => $" {Escape(table.Heading(i))} |"))}\n");
        writer.Write($"|{string.Concat(table.Columns.Select((_, i) => table.RightAligned(i) ? "---:|" : "---|"))}\n");
        foreach (var row in table.Rows)
        {
            writer.Write($"|{string.Concat(row.Select(c => $" {Escape(c)} |"))}\n");
        }

        writer.Write('\n');
    }

    /// <summary>One line of text that Markdown and HTML within it take for what it is; characters that steer a terminal or reorder a line are shown as codes.</summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\r' => safe,
                '\n' or '\t' => safe.Append(' '),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '&' => safe.Append("&amp;"),
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '#' or '~' or '!' => safe.Append('\\').Append(c),
                _ when VisibleText.NeedsCode(c) => safe.Append(CultureInfo.InvariantCulture, $"\\\\u{(int)c:X4}"),
                _ => safe.Append(c),
            };
        }

        // A bare address would become a link.
        return safe.ToString().Replace("://", ":&#47;/", StringComparison.Ordinal);
    }
}
