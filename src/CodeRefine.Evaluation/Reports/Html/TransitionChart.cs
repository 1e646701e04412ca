using System.Globalization;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Reports.Html;

/// <summary>A bar for each step from turn to turn, split by what became of the answers.</summary>
internal static class TransitionChart
{
    private const int MostSteps = 12;
    private const int Row = 30;
    private const int Names = 78;

    public static string Draw(RunReport report)
    {
        var whole = report.FirstToLast!;
        var rows = report.Steps.Take(MostSteps).Select((s, i) => (Name: $"turn {i + 1} → {i + 2}", Step: s)).Append((Name: "first → last", Step: whole)).Where(r => r.Step.Total > 0).ToList();
        var svg = new Svg("chart-transitions", "Transitions: what became of answers", $"From the first answer to the last: {whole.Kept} stayed right, {whole.Lost} became wrong, {whole.Gained} became right, {whole.Stuck} stayed wrong.", rows.Count * Row + 6);
        for (var i = 0; i < rows.Count; i++)
        {
            svg.Text(Names - 6, i * Row + 20, "end", rows[i].Name);
            Draw(svg, rows[i].Step, i * Row + 4);
        }

        return svg.End(("key t-kept", "right → right"), ("key t-lost", "right → wrong"), ("key t-gained", "wrong → right"), ("key t-stuck", "wrong → wrong"));
    }

    private static void Draw(Svg svg, Transitions step, int top)
    {
        double x = Names;
        foreach (var (name, count, words) in new[] { ("t-kept", step.Kept, "stayed right"), ("t-gained", step.Gained, "became right"), ("t-lost", step.Lost, "became wrong"), ("t-stuck", step.Stuck, "stayed wrong") })
        {
            var width = Math.Round((double)count / step.Total * (Svg.Width - Names - 4), 1);
            if (width <= 0)
            {
                continue;
            }

            svg.Raw($"<rect class=\"{name}\" x=\"{Math.Round(x, 1)}\" y=\"{top}\" width=\"{width}\" height=\"{Row - 8}\"><title>{count} {words}</title></rect>");
            if (width > 9 * count.ToString(CultureInfo.InvariantCulture).Length + 6)
            {
                svg.Text(Math.Round(x + width / 2, 1), top + 16, "middle", count.ToString(CultureInfo.InvariantCulture), $"on-{name}");
            }

            x += width;
        }

        svg.Raw($"\n");
    }
}
