using CodeRefine.Evaluation.Reports;
using CodeRefine.Evaluation.Reports.Text;

namespace CodeRefine.Cli.Rendering;

/// <summary>Reports on a terminal: a heading, words, a table of aligned columns for each section.</summary>
internal static class ReportRenderer
{
    private const int MostTasks = 40;
    private const int WidestCell = 72;

    public static void Write(Terminal terminal, RunReport report)
    {
        Write(terminal, RunSections.Of(report));
        var failed = report with { Tasks = [.. report.Tasks.Where(t => t.Passed < t.Judged || t.Infrastructure > 0 || t.Fault.Length > 0).OrderBy(t => t.Rate ?? -1).ThenBy(t => t.Id, StringComparer.Ordinal)] };
        if (failed.Tasks.Length > 0)
        {
            var section = RunSections.Tasks(failed, MostTasks);
            Write(terminal, [section with { Title = "Tasks with a sample that did not pass", Words = failed.Tasks.Length > MostTasks ? $"The {MostTasks} least solved of {failed.Tasks.Length}; `--markdown`, `--html` and `--json` have all." : "" }]);
        }

        Notes(terminal, report.Notes);
    }

    public static void Write(Terminal terminal, ComparisonReport report)
    {
        Write(terminal, [.. ComparisonSections.Of(report), ComparisonSections.Tasks(report, MostTasks, all: false)]);
        Notes(terminal, report.Notes);
    }

    private static void Write(Terminal terminal, IEnumerable<ReportSection> sections)
    {
        foreach (var section in sections)
        {
            terminal.Line($"[bold]{Terminal.Escape(section.Title)}[/]");
            if (section.Words.Length > 0)
            {
                terminal.Line($"[grey]{Terminal.Escape(section.Words)}[/]");
            }

            if (section.Table is { Rows.Length: > 0 } table)
            {
                Write(terminal, table);
            }

            terminal.Line();
        }
    }

    private static void Write(Terminal terminal, ReportTable table)
    {
        var last = table.Columns.Length - 1;
        var rows = table.Rows.Select(r => r.Select((c, i) => SafeText.Line(c, i == last ? 200 : WidestCell)).ToList()).ToList();
        var headings = table.Columns.Select((_, i) => table.Heading(i)).ToList();
        if (headings.Exists(h => h.Length > 0))
        {
            rows.Insert(0, headings);
        }

        var widths = headings.Select((_, i) => rows.Max(r => r[i].Length)).ToList();
        foreach (var (row, isHeading) in rows.Select((r, i) => (r, i == 0 && ReferenceEquals(r, headings))))
        {
            var line = string.Join("  ", row.Select((c, i) => table.RightAligned(i) ? c.PadLeft(widths[i]) : i == last ? c : c.PadRight(widths[i]))).TrimEnd();
            terminal.Line(isHeading ? $"  [grey]{Terminal.Escape(line)}[/]" : $"  {Terminal.Escape(line)}");
        }
    }

    private static void Notes(Terminal terminal, IReadOnlyCollection<string> notes)
    {
        if (notes.Count > 0)
        {
            terminal.Line("[bold]Read with the numbers[/]");
        }

        foreach (var note in notes)
        {
            terminal.Line($"  - {Terminal.Escape(note)}");
        }
    }
}
