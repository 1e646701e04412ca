using System.Globalization;
using CodeRefine.Evaluation.Reports.Text;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Reports.Html;

/// <summary>A run's report, or that of two, as one page that needs nothing else: charts, tables, each task and what its samples changed.</summary>
public static class HtmlReport
{
    private const int MostRows = 5_000;

    public static void Write(TextWriter writer, RunReport report, IRunReader reader, HtmlReportOptions? options = null, CancellationToken cancellationToken = default)
    {
        var page = new HtmlPage(writer);
        page.Begin($"{report.Run.Suite}: {Name(report.Run)}");
        page.Headline(Headline(report));
        page.Notes(report.Notes);
        page.Charts(RunCharts(report));
        var trajectories = new TrajectoryPages(reader, report, options ?? new HtmlReportOptions(), "");
        foreach (var section in RunSections.Of(report))
        {
            page.Section(section, cssClass: section.Id == "run" ? "facts" : "");
        }

        Tasks(page, report, trajectories);
        trajectories.Write(page, "Trajectories", cancellationToken);
        page.End(report.Run.ToolVersion);
    }

    public static void Write(TextWriter writer, ComparisonReport report, IRunReader first, IRunReader second, HtmlReportOptions? options = null, CancellationToken cancellationToken = default)
    {
        var page = new HtmlPage(writer);
        page.Begin($"{Name(report.First.Run)} (A) and {Name(report.Second.Run)} (B)");
        page.Headline(report.Paired.Rows.Take(3).Select(r => ($"{Figures.Points(r.Difference)}", $"pass@{r.K}, B less A: {Figures.PointsInterval(r.Difference)}"))
            .Append((Figures.PValue(report.Paired.PValue), "p, sign-flip test of pass@1")).Append((Figures.PValue(report.Paired.FirstSamples.PValue), "p, McNemar, first samples")));
        page.Notes(report.Notes);
        page.Charts([.. ComparisonCharts(report)]);
        foreach (var section in ComparisonSections.Of(report))
        {
            page.Section(section, cssClass: section.Id == "runs" ? "facts" : "");
        }

        var choices = options ?? new HtmlReportOptions();
        TrajectoryPages a = new(first, report.First, choices, "a-"), b = new(second, report.Second, choices, "b-");
        PairedTasks(page, report, a, b);
        foreach (var (letter, run) in new[] { ("a", report.First), ("b", report.Second) })
        {
            page.Heading($"{letter}-whole", $"{letter.ToUpperInvariant()}: {run.Run.Id}", "");
            page.Notes(run.Notes);
            foreach (var section in RunSections.Of(run).Where(s => s.Id != "run"))
            {
                page.Section(section, $"{letter}-");
            }
        }

        a.Write(page, "Trajectories of A", cancellationToken);
        b.Write(page, "Trajectories of B", cancellationToken);
        page.End(report.First.Run.ToolVersion);
    }

    private static string Name(EvaluationRun run) => run.Kind == RunKind.Grade ? run.Completions?.Name ?? run.Id : $"{run.Model ?? run.Proposer}, {run.Strategy}";

    private static IEnumerable<(string, string)> Headline(RunReport report)
    {
        foreach (var row in report.PassAtK.Where(r => r.Estimate is not null).Take(3))
        {
            yield return (Figures.Percent(row.Estimate), $"pass@{row.K}: {Figures.PercentInterval(row.Estimate)}");
        }

        yield return (Figures.Count(report.Counts.Passed), $"of {Figures.Count(report.Counts.Judged)} judged samples passed");
        yield return (Figures.Count(report.Tasks.Count(t => t.Passed > 0)), $"of {Figures.Count(report.Tasks.Count(t => t.Judged > 0))} judged tasks solved at least once");
        if (report.Correction is { Critique: { } critique } && report.Turns is not null)
        {
            yield return (Figures.Percent(critique), $"of wrong first answers mended: {Figures.PercentInterval(critique)}");
        }
    }

    private static IEnumerable<string> RunCharts(RunReport report)
    {
        if (Curve(report.Curve) is { Count: > 0 } points)
        {
            yield return new LineChart { Id = "chart-pass", Title = "pass@k over k", Across = "k", Up = "pass@k", Whole = true, Lines = [new("pass@k", "a", points)] }.Draw();
        }

        if (report.Tasks.Any(t => t.Judged > 0))
        {
            yield return TaskGrid.Draw(report);
        }

        if (report.Turns is { } turns)
        {
            yield return new LineChart { Id = "chart-turns", Title = "Right answers turn by turn (SR_k)", Across = "turns", Up = "SR_k", Whole = true, Lines = [.. TurnLines(report, turns)] }.Draw();
            yield return TransitionChart.Draw(report);
        }

        foreach (var (curve, index) in report.Budgets.Select((b, i) => (b, i)))
        {
            yield return Budget(index, [("solved", "a", curve)]);
        }
    }

    private static IEnumerable<LineChart.Line> TurnLines(RunReport report, TurnCurve turns)
    {
        yield return new("refined", "a", [.. turns.Points.Select((p, i) => ((double)(i + 1), p))]);
        if (report.Control is { Rows.Length: > 1 } control)
        {
            yield return new("sampling, perfect judge (pass@m)", "b", [.. control.Rows.Select(r => ((double)r.Answers, r.Chosen))]);
            yield return new("sampling, no judge (pass@1)", "c", [.. control.Rows.Select(r => ((double)r.Answers, r.Blind with { Interval = null }))]);
        }
    }

    private static IEnumerable<string> ComparisonCharts(ComparisonReport report)
    {
        yield return DifferenceChart.ByK(report.Paired);
        yield return DifferenceChart.ByTask(report.Paired);
        var (a, b) = (Curve(report.First.Curve), Curve(report.Second.Curve));
        if (a.Count > 0 && b.Count > 0)
        {
            yield return new LineChart { Id = "chart-pass", Title = "pass@k over k, each run on all of its tasks", Across = "k", Up = "pass@k", Whole = true, Lines = [new("A", "a", a), new("B", "b", b)] }.Draw();
        }

        foreach (var (curve, index) in report.First.Budgets.Select((c, i) => (c, i)))
        {
            if (report.Second.Budgets.FirstOrDefault(c => c.Unit == curve.Unit) is { } other)
            {
                yield return Budget(index, [("A", "a", curve), ("B", "b", other)]);
            }
        }
    }

    private static List<(double, Estimate)> Curve(IEnumerable<PassAtKRow> rows) => [.. rows.Where(r => r.Estimate is not null).Select(r => ((double)r.K, r.Estimate!))];

    private static string Budget(int index, IEnumerable<(string Name, string CssClass, BudgetCurve Curve)> curves)
    {
        var lines = curves.ToList();
        var unit = lines[0].Curve.Unit;
        return new LineChart
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"chart-budget-{index}"),
            Title = $"Solved over budget in {unit}",
            Across = $"{unit} a sample",
            Up = "samples solved",
            Steps = true,
            Whole = unit is "tokens" or "model calls" or "sandbox runs",
            Lines = [.. lines.Select(l => new LineChart.Line(l.Name, l.CssClass, [.. l.Curve.Points.Select(p => (p.Budget, p.Solved))]))],
        }.Draw();
    }

    private static void Filter(HtmlPage page, IEnumerable<(string Value, string Words)> kinds) => page.Writer.Write(
        $"<div class=\"tools\" id=\"task-tools\" hidden><label>Filter by words<input type=\"search\" id=\"task-filter\" autocomplete=\"off\"></label><label>Outcome<select id=\"task-kind\"><option value=\"\">all</option>{string.Concat(kinds.Select(k => $"<option value=\"{k.Value}\">{k.Words}</option>"))}</select></label><output id=\"task-count\" aria-live=\"polite\"></output></div>\n");

    private static void Tasks(HtmlPage page, RunReport report, TrajectoryPages trajectories)
    {
        page.Heading("tasks", "Task by task", RunSections.Tasks(report, MostRows).Words);
        Filter(page, [("r4", "all samples pass"), ("r3", "most pass"), ("r2", "half or fewer pass"), ("r0", "none passes"), ("rx", "not judged")]);
        page.Writer.Write("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"tasks\"><table id=\"task-table\"><thead><tr><th scope=\"col\">Task</th><th scope=\"col\" class=\"n\">Passed</th><th scope=\"col\" class=\"n\">Judged</th><th scope=\"col\">Verdicts</th><th scope=\"col\" class=\"n\">Time, s</th><th scope=\"col\">First failure</th></tr></thead><tbody>\n");
        for (var i = 0; i < Math.Min(MostRows, report.Tasks.Length); i++)
        {
            var task = report.Tasks[i];
            var kind = TaskGrid.Class(task);
            var seconds = task.Spent.Seconds;
            page.Writer.Write(string.Create(CultureInfo.InvariantCulture, $"<tr id=\"task-{i}\" data-kind=\"{kind}\"><th scope=\"row\"><i class=\"badge {kind}\"></i>{Linked(task.Id, trajectories.Link(i))}</th><td class=\"n\" data-value=\"{task.Rate ?? -1:0.######}\">{task.Passed}</td><td class=\"n\" data-value=\"{task.Judged}\">{HtmlText.Encode(RunSections.Judged(task))}</td><td>{HtmlText.Encode(RunSections.Outcomes(task))}</td><td class=\"n\" data-value=\"{seconds:0.###}\">{seconds:0.0}</td><td class=\"why\">{Why(task)}</td></tr>\n"));
        }

        page.Writer.Write("</tbody></table></div>\n");
    }

    private static string Why(TaskReport task) => (task.Fault.Length > 0 ? $"<strong>Faulty task:</strong> {HtmlText.Encode(task.Fault)} " : "") + HtmlText.Encode(task.Explanation);

    private static string Linked(string words, string? link) => link is null ? HtmlText.Encode(words) : $"<a href=\"{HtmlText.Encode(link)}\">{HtmlText.Encode(words)}</a>";

    private static void PairedTasks(HtmlPage page, ComparisonReport report, TrajectoryPages a, TrajectoryPages b)
    {
        Dictionary<string, int> inA = Index(report.First), inB = Index(report.Second);
        var section = ComparisonSections.Tasks(report, MostRows, all: true);
        page.Heading(section.Id, section.Title, section.Words);
        Filter(page, [("better", "B better"), ("worse", "A better"), ("alike", "no difference")]);
        page.Writer.Write("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"paired-tasks\"><table id=\"task-table\"><thead><tr><th scope=\"col\">Task</th><th scope=\"col\" class=\"n\">A passed</th><th scope=\"col\" class=\"n\">B passed</th><th scope=\"col\" class=\"n\">Difference</th></tr></thead><tbody>\n");
        foreach (var task in report.Paired.Tasks.OrderByDescending(t => Math.Abs(t.Difference)).ThenBy(t => t.TaskId, StringComparer.Ordinal).Take(MostRows))
        {
            var kind = task.Difference > 0 ? "better" : task.Difference < 0 ? "worse" : "alike";
            page.Writer.Write(string.Create(CultureInfo.InvariantCulture, $"<tr data-kind=\"{kind}\"><th scope=\"row\">{HtmlText.Encode(task.TaskId)}</th>{Cell(task.First, a.Link(inA[task.TaskId]))}{Cell(task.Second, b.Link(inB[task.TaskId]))}<td class=\"n\" data-value=\"{task.Difference:0.######}\">{Figures.Points(new Estimate(task.Difference, null))}</td></tr>\n"));
        }

        page.Writer.Write("</tbody></table></div>\n");
    }

    private static string Cell(TaskCount count, string? link) => string.Create(CultureInfo.InvariantCulture, $"<td class=\"n\" data-value=\"{(double)count.Passed / count.Samples:0.######}\">{Linked($"{count.Passed} of {count.Samples}", link)}</td>");

    private static Dictionary<string, int> Index(RunReport report) => report.Tasks.Select((t, i) => (t.Id, i)).ToDictionary(t => t.Id, t => t.i, StringComparer.Ordinal);
}
