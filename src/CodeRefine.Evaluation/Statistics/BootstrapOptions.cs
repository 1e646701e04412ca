namespace CodeRefine.Evaluation.Statistics;

/// <summary>How intervals are drawn.</summary>
public sealed record BootstrapOptions
{
    /// <summary>Resamples of the tasks. Default 10,000, at least 100; of a suite with very many tasks fewer are drawn (<see cref="For"/>).</summary>
    public int Resamples { get; init; } = 10_000;

    /// <summary>Default 0.95.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>The same seed and the same run give the same intervals. Default 20260101.</summary>
    public ulong Seed { get; init; } = 20260101;

    private const long MostDraws = 200_000_000;
    private const int FewestResamples = 2_000;

    /// <summary>At most 200 million draws, but never under 2,000 resamples (or what was asked for, where that is less): with 100,000 tasks the spread needs no more.</summary>
    internal int For(int tasks) => Math.Min(Resamples, (int)Math.Max(FewestResamples, MostDraws / Math.Max(1, tasks)));

    internal BootstrapOptions Checked() => Resamples < 100 ? throw new ArgumentOutOfRangeException(nameof(Resamples), "At least 100 resamples are needed for the ends of an interval.")
        : Level is <= 0 or >= 1 ? throw new ArgumentOutOfRangeException(nameof(Level), "The level of an interval lies between 0 and 1.")
        : this;
}
