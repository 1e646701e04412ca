namespace CodeRefine.Evaluation.Statistics;

/// <summary>
/// The paired randomisation test: were the two runs alike, each task's difference would as well have had the other sign. Takes all
/// samples into account where <see cref="McNemar"/> takes one a task. Fisher, The Design of Experiments, 1935, section 21.
/// </summary>
public static class SignFlips
{
    private const int ExactUpTo = 16;

    /// <returns>
    /// Two-sided p-value of the mean difference: over all sign patterns up to 16 differing tasks, over
    /// <see cref="BootstrapOptions.Resamples"/> seeded ones beyond (then never 0: the observed pattern counts as one of them).
    /// </returns>
    public static double PValue(IReadOnlyList<double> differences, BootstrapOptions options)
    {
        var telling = differences.Where(d => d != 0).ToArray();
        if (telling.Length == 0)
        {
            return 1;
        }

        // What rounding does to equal sums is far below this, and what tells two sums of shares apart is far above.
        var observed = Math.Abs(telling.Sum()) - 1e-9;
        if (telling.Length <= ExactUpTo)
        {
            var patterns = 1 << telling.Length;
            return (double)Enumerable.Range(0, patterns).Count(p => Math.Abs(Sum(telling, p)) >= observed) / patterns;
        }

        var random = new SplitMix64(options.Seed ^ 0xF11B);
        var asFar = 1;
        var count = options.For(telling.Length);
        for (var r = 0; r < count; r++)
        {
            var sum = 0.0;
            for (var i = 0; i < telling.Length; i += 64)
            {
                sum += Sum(telling.AsSpan(i, Math.Min(64, telling.Length - i)), random.Next());
            }

            asFar += Math.Abs(sum) >= observed ? 1 : 0;
        }

        return asFar / (count + 1.0);
    }

    private static double Sum(double[] values, int signs) => Sum(values.AsSpan(), (ulong)signs);

    private static double Sum(ReadOnlySpan<double> values, ulong signs)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += (signs >> i & 1) == 0 ? values[i] : -values[i];
        }

        return sum;
    }
}
