namespace CodeRefine.Cli.Benchmarks;

/// <summary>Repeated measurements of one path, in milliseconds.</summary>
internal sealed record Timings(string Path, IReadOnlyList<double> Milliseconds)
{
    public double Median => Percentile(0.5);

    /// <summary>Between two measurements, the line through them.</summary>
    /// <param name="share">From 0, the least, to 1, the most.</param>
    public double Percentile(double share)
    {
        var sorted = Milliseconds.Order().ToList();
        var at = share * (sorted.Count - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
