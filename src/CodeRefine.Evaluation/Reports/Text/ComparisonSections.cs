using System.Collections.Immutable;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Reports.Text;

/// <summary>A comparison as sections. A is the first run, B the second.</summary>
public static class ComparisonSections
{
    public static ImmutableArray<ReportSection> Of(ComparisonReport report)
    {
        IEnumerable<ReportSection?> sections = [Runs(report), Differences(report), Tests(report), RunSections.Control(report.Control)];
        return [.. sections.OfType<ReportSection>()];
    }

    /// <summary>Tasks that the two tell apart, the largest difference first; then, where there is room, the others.</summary>
    public static ReportSection Tasks(ComparisonReport report, int most, bool all)
    {
        var tasks = report.Paired.Tasks.OrderByDescending(t => Math.Abs(t.Difference)).ThenBy(t => t.TaskId, StringComparer.Ordinal).Where(t => all || t.Difference != 0).ToList();
        var alike = report.Paired.Tasks.Count(t => t.Difference == 0);
        return new("paired-tasks", "Task by task, B less A", (tasks.Count > most ? $"The {most} largest differences of {tasks.Count}. " : "") + $"{alike} of {report.Paired.Tasks.Length} tasks do not differ.", ReportTable.Of(
            ["Task", ">A", ">B", ">difference"],
            tasks.Take(most).Select(t => new[] { t.TaskId, $"{t.First.Passed} of {t.First.Samples}", $"{t.Second.Passed} of {t.Second.Samples}", Figures.Points(new Estimate(t.Difference, null)) })));
    }

    private static ReportSection Runs(ComparisonReport report) => new("runs", "Two runs", "", ReportTable.Of(["", "A", "B"], RunSections.Run(report.First).Table!.Rows.Select(r => r[0]).Union(RunSections.Run(report.Second).Table!.Rows.Select(r => r[0]), StringComparer.Ordinal)
        .Select(name => new[] { name, Cell(report.First, name), Cell(report.Second, name) })));

    private static string Cell(RunReport report, string name) => RunSections.Run(report).Table!.Rows.FirstOrDefault(r => r[0] == name) is { IsDefault: false } row ? row[1] : Figures.None;

    private static ReportSection Differences(ComparisonReport report) => new("differences", "Paired differences", $"Over the tasks that both have; B less A in percentage points, with the interval of the paired bootstrap over tasks. An interval without 0 is marked *.",
        ReportTable.Of([">k", ">pass@k of A", ">pass@k of B", ">difference", ">interval", "", ">tasks"], report.Paired.Rows.Select(r => new[]
        {
            Figures.Count(r.K), $"{Figures.Percent(r.First)} ({Figures.PercentInterval(r.First)})", $"{Figures.Percent(r.Second)} ({Figures.PercentInterval(r.Second)})",
            Figures.Points(r.Difference), Figures.PointsInterval(r.Difference), r.Difference.ExcludesZero ? "*" : "", Figures.Count(r.Tasks) + (r.TooFew > 0 ? $" ({r.TooFew} with too few samples)" : ""),
        })));

    private static ReportSection Tests(ComparisonReport report)
    {
        var test = report.Paired.FirstSamples;
        return new("tests", "Tests", $"McNemar, exact, on the first sample of each task: p = {Figures.PValue(test.PValue)}. Sign-flip test of the mean difference in pass@1, on all samples: p = {Figures.PValue(report.Paired.PValue)}.",
            ReportTable.Of(["first samples", ">B passed", ">B failed"],
            [
                ["A passed", Figures.Count(test.Both), Figures.Count(test.OnlyFirst)],
                ["A failed", Figures.Count(test.OnlySecond), Figures.Count(test.Neither)],
            ]));
    }
}
