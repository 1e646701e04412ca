using System.Globalization;

namespace CodeRefine.Evaluation.Reports.Html;

/// <summary>Where a value stands between two ends of a chart.</summary>
internal sealed class Axis
{
    private readonly double low, high, from, to;

    private Axis(double low, double high, double from, double to, bool logarithmic, double[] ticks) => (this.low, this.high, this.from, this.to, Logarithmic, Ticks) = (low, high, from, to, logarithmic, ticks);

    public bool Logarithmic { get; }
    public double[] Ticks { get; }

    public double At(double value)
    {
        var share = Logarithmic ? (Math.Log(Math.Max(value, low)) - Math.Log(low)) / (Math.Log(high) - Math.Log(low)) : (value - low) / (high - low);
        return Math.Round(from + share * (to - from), 1);
    }

    /// <summary>Shares from 0 to 1; their lower end is 0, so that a small difference looks small.</summary>
    public static Axis Shares(double from, double to) => new(0, 1, from, to, false, [0, 0.25, 0.5, 0.75, 1]);

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, logarithmic where they are more than 30-fold apart.</summary>
    public static Axis Values(double low, double high, double from, double to, bool whole)
    {
        if (high <= low)
        {
            (low, high) = whole ? (low - 1, low + 1) : (low * 0.9, low * 1.1 + 1e-9);
            return new(low, high, from, to, false, [(low + high) / 2]);
        }

        var logarithmic = low > 0 && high / low > 30;
        return new(low, high, from, to, logarithmic, logarithmic ? Powers(low, high) : Even(low, high, whole));
    }

    /// <summary>About five at 1, 2 or 5 times a power of ten.</summary>
    private static double[] Even(double low, double high, bool whole)
    {
        var raw = (high - low) / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = new[] { 1, 2, 5, 10 }.Select(m => m * power).First(s => s >= raw * 0.999);
        step = whole ? Math.Max(1, Math.Round(step)) : step;
        var ticks = new List<double>();
        for (var tick = Math.Ceiling(low / step - 1e-9) * step; tick <= high * (1 + 1e-9); tick += step)
        {
            // Rounded up from just below nothing, the first would be written "-0".
            ticks.Add(Math.Round(tick, 10) + 0.0);
        }

        return [.. ticks];
    }

    private static double[] Powers(double low, double high)
    {
        var decades = Math.Log10(high / low);
        int[] steps = decades > 3 ? [1] : [1, 3];
        return [.. Enumerable.Range((int)Math.Floor(Math.Log10(low)), (int)decades + 3).SelectMany(p => steps.Select(s => s * Math.Pow(10, p))).Where(t => t >= low * 0.999 && t <= high * 1.001)];
    }

    public static string Label(double value) => value switch
    {
        >= 1_000_000 => (value / 1_000_000).ToString("0.#", CultureInfo.InvariantCulture) + "M",
        >= 10_000 => (value / 1_000).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        >= 1 or 0 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.#####", CultureInfo.InvariantCulture),
    };
}
