using System.Globalization;
using CodeRefine.Evaluation.Reports.Text;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Reports.Html;

/// <summary>Shares over something that grows, each line with the band of its intervals.</summary>
internal sealed class LineChart
{
    private const int Height = 270;
    private const int Top = 12;
    private const int Bottom = 46;

    /// <param name="CssClass"><c>a</c> or <c>b</c> or <c>c</c>: the colour.</param>
    public sealed record Line(string Name, string CssClass, IReadOnlyList<(double X, Estimate Y)> Points);

    public required string Id { get; init; }
    public required string Title { get; init; }
    public required string Across { get; init; }
    public required string Up { get; init; }
    public required IReadOnlyList<Line> Lines { get; init; }

    /// <summary>What is across counts: no ticks in between.</summary>
    public bool Whole { get; init; }

    /// <summary>What is reached at one budget holds up to the next.</summary>
    public bool Steps { get; init; }

    public string Draw()
    {
        var xs = Lines.SelectMany(l => l.Points.Select(p => p.X)).ToList();
        var x = Axis.Values(xs.Min(), xs.Max(), Svg.Left, Svg.Width - Svg.Right, Whole);
        var y = Axis.Shares(Height - Bottom, Top);
        var svg = new Svg(Id, Title, $"{Up} over {Across}{(x.Logarithmic ? " (logarithmic)" : "")}. {string.Join(" ", Lines.Select(Describe))}", Height);
        foreach (var tick in y.Ticks)
        {
            svg.Raw($"<line class=\"grid\" x1=\"{Svg.Left}\" x2=\"{Svg.Width - Svg.Right}\" y1=\"{y.At(tick)}\" y2=\"{y.At(tick)}\"/>").Text(Svg.Left - 6, y.At(tick) + 4, "end", string.Create(CultureInfo.InvariantCulture, $"{tick * 100:0}%"));
        }

        foreach (var tick in x.Ticks)
        {
            svg.Raw($"<line class=\"tick\" x1=\"{x.At(tick)}\" x2=\"{x.At(tick)}\" y1=\"{Height - Bottom}\" y2=\"{Height - Bottom + 4}\"/>").Text(x.At(tick), Height - Bottom + 18, "middle", Axis.Label(tick));
        }

        svg.Text((Svg.Left + Svg.Width - Svg.Right) / 2.0, Height - 6, "middle", Across + (x.Logarithmic ? " (log scale)" : ""), "label");
        foreach (var line in Lines)
        {
            Draw(svg, line, x, y);
        }

        return svg.End([.. Lines.Select(l => ($"key {l.CssClass}", Lines.Count > 1 ? l.Name : $"{l.Name}, band: interval"))]);
    }

    private void Draw(Svg svg, Line line, Axis x, Axis y)
    {
        var banded = line.Points.Where(p => p.Y.Interval is not null).ToList();
        if (banded.Count > 1)
        {
            var upper = Path(banded.Select(p => (x.At(p.X), y.At(p.Y.Interval!.High))));
            var lower = Path(banded.Select(p => (x.At(p.X), y.At(p.Y.Interval!.Low))).Reverse(), backwards: true);
            svg.Raw($"<path class=\"band {line.CssClass}\" d=\"M{upper}L{lower}Z\"/>\n");
        }
        else if (banded.Count == 1)
        {
            svg.Raw($"<line class=\"bar {line.CssClass}\" x1=\"{x.At(banded[0].X)}\" x2=\"{x.At(banded[0].X)}\" y1=\"{y.At(banded[0].Y.Interval!.Low)}\" y2=\"{y.At(banded[0].Y.Interval!.High)}\"/>");
        }

        svg.Raw($"<path class=\"line {line.CssClass}\" d=\"M{Path(line.Points.Select(p => (x.At(p.X), y.At(p.Y.Value))))}\"/>\n");
        foreach (var (at, estimate) in line.Points)
        {
            svg.Raw($"<circle class=\"dot {line.CssClass}\" cx=\"{x.At(at)}\" cy=\"{y.At(estimate.Value)}\" r=\"3.5\"><title>{HtmlText.Encode($"{line.Name}, {Across} {Axis.Label(at)}: {Figures.Percent(estimate)} ({Figures.PercentInterval(estimate)})")}</title></circle>");
        }

        svg.Raw($"\n");
    }

    private string Path(IEnumerable<(double X, double Y)> points, bool backwards = false)
    {
        var path = new List<string>();
        (double X, double Y)? before = null;
        foreach (var point in points)
        {
            if (Steps && before is { } last)
            {
                path.Add(backwards ? Point(last.X, point.Y) : Point(point.X, last.Y));
            }

            path.Add(Point(point.X, point.Y));
            before = point;
        }

        return string.Join('L', path);
    }

    private static string Point(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"{x} {y}");

    private static string Describe(Line line) => line.Points.Count == 0 ? "" : $"{line.Name}: {Figures.Percent(line.Points[0].Y)} at {Axis.Label(line.Points[0].X)}, {Figures.Percent(line.Points[^1].Y)} at {Axis.Label(line.Points[^1].X)}.";
}
