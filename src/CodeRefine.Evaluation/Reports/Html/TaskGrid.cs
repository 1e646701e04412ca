using CodeRefine.Evaluation.Reports.Text;

namespace CodeRefine.Evaluation.Reports.Html;

/// <summary>A cell for each task, the surest first: how much of it is solved at a glance.</summary>
internal static class TaskGrid
{
    private const int MostTasks = 2_000;

    public static string Draw(RunReport report)
    {
        var tasks = report.Tasks.Select((t, i) => (Task: t, Index: i)).OrderByDescending(t => t.Task.Rate ?? -1).ThenBy(t => t.Index).Take(MostTasks).ToList();
        var columns = tasks.Count switch { <= 40 => 10, <= 240 => 20, <= 800 => 32, _ => 50 };
        var cell = (double)(Svg.Width - 4) / columns;
        var rows = (tasks.Count + columns - 1) / columns;
        var judged = report.Tasks.Count(t => t.Judged > 0);
        var title = $"Outcome by task{(report.Tasks.Length > MostTasks ? $" (the first {MostTasks} of {report.Tasks.Length})" : "")}";
        var svg = new Svg("chart-tasks", title, $"Of {judged} judged tasks {report.Tasks.Count(t => t.Rate == 1)} pass in every sample, {report.Tasks.Count(t => t.Rate is > 0 and < 1)} in some, {report.Tasks.Count(t => t.Rate == 0)} in none.", (int)Math.Ceiling(rows * cell) + 4);
        foreach (var ((task, index), at) in tasks.Select((t, i) => (t, i)))
        {
            svg.Raw($"<a href=\"#task-{index}\" tabindex=\"-1\"><rect class=\"cell {Class(task)}\" x=\"{Math.Round(2 + at % columns * cell, 1)}\" y=\"{Math.Round(2 + at / columns * cell, 1)}\" width=\"{Math.Round(cell - 2, 1)}\" height=\"{Math.Round(cell - 2, 1)}\" rx=\"2\"><title>{HtmlText.Encode($"{task.Id}: {task.Passed} of {task.Judged} passed{(task.Judged > task.Passed ? $" ({RunSections.Outcomes(task)})" : "")}")}</title></rect></a>\n");
        }

        return svg.End(("key cell r4", "all samples pass"), ("key cell r3", "most"), ("key cell r2", "half or fewer"), ("key cell r0", "none"), ("key cell rx", "not judged"));
    }

    public static string Class(TaskReport task) => task.Rate switch
    {
        null => "rx",
        >= 1 => "r4",
        > 0.5 => "r3",
        > 0 => "r2",
        _ => "r0",
    };
}
