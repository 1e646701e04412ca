using MathNet.Numerics.Distributions;

namespace CodeRefine.Evaluation.Statistics;

/// <summary>Wilson's score interval for a share, 1927: good from the first few trials on, and never outside of 0 to 1. For live progress, where a bootstrap would be redone at each sample.</summary>
public static class Wilson
{
    /// <param name="successes">0 to <paramref name="trials"/>; need not be whole, for an effective size.</param>
    /// <returns>0 to 1 where nothing has been tried.</returns>
    public static Interval Of(double successes, double trials, double level = 0.95)
    {
        if (trials <= 0)
        {
            return new(0, 1, level, IntervalMethod.Wilson);
        }

        var z = Quantile(level);
        var share = successes / trials;
        var shrink = 1 + z * z / trials;
        var centre = (share + z * z / (2 * trials)) / shrink;
        var half = z / shrink * Math.Sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials));
        // At the ends the formula's two parts cancel, but for rounding.
        return new(successes <= 0 ? 0 : Math.Max(0, centre - half), successes >= trials ? 1 : Math.Min(1, centre + half), level, IntervalMethod.Wilson);
    }

    internal static double Quantile(double level) => Normal.InvCDF(0, 1, 0.5 + level / 2);
}
