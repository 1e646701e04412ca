using CodeRefine.Evaluation.Reports.Text;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Reports.Html;

/// <summary>Two views of a comparison: the paired difference at each k with its interval, and each task's difference, sorted.</summary>
internal static class DifferenceChart
{
    private const int Row = 34;
    private const int Names = 66;
    private const int MostTasks = 1_000;

    public static string ByK(PairedComparison paired)
    {
        var ends = paired.Rows.SelectMany(r => new[] { r.Difference.Value, r.Difference.Interval?.Low ?? 0, r.Difference.Interval?.High ?? 0 }).Select(Math.Abs).DefaultIfEmpty(0).Max();
        var reach = new[] { 0.05, 0.1, 0.2, 0.3, 0.5, 1 }.First(r => r >= Math.Min(1, ends));
        var x = new Func<double, double>(v => Math.Round(Names + (v + reach) / (2 * reach) * (Svg.Width - Names - 20), 1));
        var height = paired.Rows.Length * Row + 44;
        var svg = new Svg("chart-differences", "Paired differences in pass@k, B less A", string.Join(" ", paired.Rows.Select(r => $"k = {r.K}: {Figures.Points(r.Difference)}, {Figures.PointsInterval(r.Difference)}.")), height);
        foreach (var tick in new[] { -reach, -reach / 2, 0, reach / 2, reach })
        {
            svg.Raw($"<line class=\"{(tick == 0 ? "zero" : "grid")}\" x1=\"{x(tick)}\" x2=\"{x(tick)}\" y1=\"4\" y2=\"{height - 40}\"/>").Text(x(tick), height - 24, "middle", Figures.Points(new Estimate(tick, null)).Replace(" points", "", StringComparison.Ordinal));
        }

        svg.Text((Names + Svg.Width - 20) / 2.0, height - 5, "middle", "percentage points", "label");
        for (var i = 0; i < paired.Rows.Length; i++)
        {
            var row = paired.Rows[i];
            var y = i * Row + 22;
            svg.Text(Names - 8, y + 4, "end", $"pass@{row.K}");
            if (row.Difference.Interval is { } interval)
            {
                svg.Raw($"<line class=\"bar a\" x1=\"{x(interval.Low)}\" x2=\"{x(interval.High)}\" y1=\"{y}\" y2=\"{y}\"/>");
            }

            svg.Raw($"<circle class=\"dot a\" cx=\"{x(row.Difference.Value)}\" cy=\"{y}\" r=\"5\"><title>{HtmlText.Encode($"pass@{row.K}: {Figures.Points(row.Difference)} ({Figures.PointsInterval(row.Difference)})")}</title></circle>\n");
        }

        return svg.End();
    }

    public static string ByTask(PairedComparison paired)
    {
        const int height = 220;
        const int middle = 104;
        var all = paired.Tasks.Where(t => t.Difference != 0).OrderByDescending(t => t.Difference).ThenBy(t => t.TaskId, StringComparer.Ordinal).ToList();
        var tasks = all.Count <= MostTasks ? all : [.. all.OrderByDescending(t => Math.Abs(t.Difference)).Take(MostTasks).OrderByDescending(t => t.Difference)];
        var svg = new Svg("chart-by-task", $"Each task's difference in pass@1 ({all.Count} of {paired.Tasks.Length} tasks differ)", $"B is better on {all.Count(t => t.Difference > 0)} tasks, A on {all.Count(t => t.Difference < 0)}.", height);
        foreach (var tick in new[] { -1, -0.5, 0, 0.5, 1 })
        {
            var y = middle - tick * 92;
            svg.Raw($"<line class=\"{(tick == 0 ? "zero" : "grid")}\" x1=\"{Svg.Left}\" x2=\"{Svg.Width - Svg.Right}\" y1=\"{y}\" y2=\"{y}\"/>").Text(Svg.Left - 6, y + 4, "end", Figures.Points(new Estimate(tick, null)).Replace(".0 points", "", StringComparison.Ordinal).Replace("0 points", "0", StringComparison.Ordinal));
        }

        var width = tasks.Count == 0 ? 0 : (double)(Svg.Width - Svg.Left - Svg.Right) / tasks.Count;
        for (var i = 0; i < tasks.Count; i++)
        {
            var size = Math.Round(Math.Abs(tasks[i].Difference) * 92, 1);
            svg.Raw($"<rect class=\"{(tasks[i].Difference > 0 ? "t-gained" : "t-lost")}\" x=\"{Math.Round(Svg.Left + i * width, 1)}\" y=\"{(tasks[i].Difference > 0 ? middle - size : middle)}\" width=\"{Math.Round(Math.Max(0.6, Math.Min(width, 40) - Math.Min(1, width / 4)), 1)}\" height=\"{size}\"><title>{HtmlText.Encode($"{tasks[i].TaskId}: A {tasks[i].First.Passed} of {tasks[i].First.Samples}, B {tasks[i].Second.Passed} of {tasks[i].Second.Samples}")}</title></rect>\n");
        }

        return svg.End(("key t-gained", "B better"), ("key t-lost", "A better"));
    }
}
