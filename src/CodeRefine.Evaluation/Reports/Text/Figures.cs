using System.Globalization;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Reports.Text;

/// <summary>How numbers are written, everywhere alike.</summary>
internal static class Figures
{
    public const string None = "–";

    /// <summary><c>62.0 %</c>; one place, two where the suite is fine enough to bear it would promise more than there is.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");

    public static string Percent(Estimate? estimate) => estimate is null ? None : Percent(estimate.Value);

    /// <summary><c>54.1 to 69.4 %</c>.</summary>
    public static string PercentInterval(Estimate? estimate) => estimate?.Interval is { } i ? string.Create(CultureInfo.InvariantCulture, $"{i.Low * 100:0.0} to {i.High * 100:0.0} %") : None;

    /// <summary>Percentage points with their sign.</summary>
    public static string Points(Estimate estimate) => string.Create(CultureInfo.InvariantCulture, $"{estimate.Value * 100:+0.0;−0.0;0.0} points");

    public static string PointsInterval(Estimate estimate) => estimate.Interval is { } i ? string.Create(CultureInfo.InvariantCulture, $"{i.Low * 100:+0.0;−0.0;0.0} to {i.High * 100:+0.0;−0.0;0.0}") : None;

    public static string Number(Estimate? estimate) => estimate is null ? None : Number(estimate.Value);

    public static string NumberInterval(Estimate? estimate) => estimate?.Interval is { } i ? $"{Number(i.Low)} to {Number(i.High)}" : None;

    /// <summary>Three digits that count, no exponent.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        >= 0.001 => value.ToString("0.####", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0e0", CultureInfo.InvariantCulture),
    };

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string PValue(double p) => p < 0.0001 ? "< 0.0001" : p.ToString("0.0000", CultureInfo.InvariantCulture);
}
