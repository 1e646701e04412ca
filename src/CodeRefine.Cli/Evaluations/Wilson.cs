namespace CodeRefine.Cli.Evaluations;

/// <summary>Wilson's score interval of a share, at 95 %: for a run that goes on, over samples; the report's intervals are over tasks.</summary>
internal static class Wilson
{
    public static (double Low, double High) Interval(long good, long all)
    {
        const double z = 1.959964;
        if (all == 0)
        {
            return (0, 1);
        }

        var p = (double)good / all;
        var centre = p + (z * z / (2 * all));
        var half = z * Math.Sqrt((p * (1 - p) / all) + (z * z / (4.0 * all * all)));
        var whole = 1 + (z * z / all);
        return (Math.Max(0, (centre - half) / whole), Math.Min(1, (centre + half) / whole));
    }
}
