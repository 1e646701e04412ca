namespace CodeRefine.Evaluation.Statistics;

/// <summary>A number made of column totals over tasks; NaN where it is undefined for these.</summary>
public delegate double OfTotals(ReadOnlySpan<double> totals);

/// <summary>What a bootstrap estimates: a function of the columns' totals.</summary>
public sealed class TaskFigure
{
    private readonly OfTotals? whole;

    private TaskFigure(OfTotals value, OfTotals? whole) => (Value, this.whole) = (value, whole);

    internal OfTotals Value { get; }

    /// <summary>Any number.</summary>
    public static TaskFigure Number(OfTotals value) => new(value, null);

    /// <summary>A share from 0 to 1 of <paramref name="whole"/>, which counts in tasks.</summary>
    public static TaskFigure Share(OfTotals part, OfTotals whole) => new(
        // What is left of a difference of equal totals is rounding.
        t => whole(t) is var all && all < 1e-9 ? double.NaN : Math.Clamp(part(t) / all, 0, 1), whole);

    /// <summary>
    /// Where every task says the same there is no spread to resample, and yet it is not known. For a share that is 0 or 1: Wilson's bound
    /// over the tasks that it is of. For others: null.
    /// </summary>
    internal Interval? WithoutSpread(double value, ReadOnlySpan<double> totals, double level) =>
        whole is not null && value is 0 or 1 ? Wilson.Of(value * whole(totals), whole(totals), level) : null;
}
