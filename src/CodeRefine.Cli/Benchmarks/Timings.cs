namespace CodeRefine.Cli.Benchmarks;

/// <summary>Repeated measurements of one path, in milliseconds.</summary>
internal sealed record Timings(string Path, IReadOnlyList<double> Milliseconds)
{
    public double Median
    {
        get
        {
            var sorted = Milliseconds.Order().ToList();
            var middle = sorted.Count / 2;
            return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }
}
