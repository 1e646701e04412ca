using System.Text.Json.Serialization;

namespace CodeRefine.Evaluation.Statistics;

/// <summary>Where the true value of a figure is thought to lie.</summary>
/// <param name="Level">How sure: 0.95 for an interval that holds the true value in 95 of 100 such runs.</param>
public sealed record Interval(double Low, double High, double Level, IntervalMethod Method)
{
    public bool Holds(double value) => Low <= value && value <= High;
}

[JsonConverter(typeof(JsonStringEnumConverter<IntervalMethod>))]
public enum IntervalMethod
{
    /// <summary>Bootstrap over tasks, bias-corrected and accelerated: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 14.</summary>
    BootstrapBca,

    /// <summary>Wilson's score interval, 1927; taken over tasks where all of them gave the same extreme value and resampling could show no spread.</summary>
    Wilson,
}

/// <summary>A figure of a run with its interval.</summary>
/// <param name="Interval">Null where too few tasks bear on the figure to say anything: fewer than two, or it is undefined in too many resamples.</param>
public sealed record Estimate(double Value, Interval? Interval)
{
    public bool ExcludesZero => Interval is { } interval && (interval.Low > 0 || interval.High < 0);
}
