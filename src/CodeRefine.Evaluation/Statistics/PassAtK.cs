using System.Collections.Immutable;

namespace CodeRefine.Evaluation.Statistics;

/// <summary>How many samples of a task were graded, and how many of them passed. Infrastructure failures are in neither number.</summary>
public sealed record TaskCount(string TaskId, int Samples, int Passed);

/// <summary>One figure over k samples a task.</summary>
/// <param name="Estimate">Null where no task has k samples.</param>
/// <param name="Tasks">Tasks that it is a mean of.</param>
/// <param name="TooFew">Tasks that have fewer than k graded samples and are left out of it.</param>
public sealed record PassAtKRow(int K, Estimate? Estimate, int Tasks, int TooFew);

/// <summary>Chances that k samples of a task hold a right one (pass@k), or are all right (pass^k).</summary>
public static class PassAtK
{
    /// <summary>
    /// The unbiased estimate of Chen et al., "Evaluating Large Language Models Trained on Code", arXiv 2107.03374: 1 − C(n−c, k)/C(n, k),
    /// as a product, which neither overflows nor cancels.
    /// </summary>
    /// <returns>Null where n &lt; k: with fewer samples than k nothing unbiased can be said.</returns>
    public static double? Unbiased(int samples, int passed, int k)
    {
        Check(samples, passed, k);
        if (samples < k)
        {
            return null;
        }

        if (samples - passed < k)
        {
            return 1;
        }

        var none = 1.0;
        for (var i = samples - passed + 1; i <= samples; i++)
        {
            none *= 1 - (double)k / i;
        }

        return 1 - none;
    }

    /// <summary>The chance that k of k samples pass, C(c, k)/C(n, k): Yao et al., "τ-bench", arXiv 2406.12045.</summary>
    /// <returns>Null where n &lt; k.</returns>
    public static double? AllOf(int samples, int passed, int k)
    {
        Check(samples, passed, k);
        if (samples < k)
        {
            return null;
        }

        var all = 1.0;
        for (var i = 0; i < k; i++)
        {
            all *= Math.Max(0, passed - i) / (double)(samples - i);
        }

        return all;
    }

    /// <summary>Mean of pass@k over the tasks that have k samples, for each k, with intervals over tasks.</summary>
    public static ImmutableArray<PassAtKRow> Estimate(IEnumerable<TaskCount> tasks, IEnumerable<int> ks, TaskBootstrap bootstrap) => Rows(tasks, ks, bootstrap, Unbiased);

    /// <summary>The same for pass^k.</summary>
    public static ImmutableArray<PassAtKRow> EstimateAllOf(IEnumerable<TaskCount> tasks, IEnumerable<int> ks, TaskBootstrap bootstrap) => Rows(tasks, ks, bootstrap, AllOf);

    private static ImmutableArray<PassAtKRow> Rows(IEnumerable<TaskCount> tasks, IEnumerable<int> ks, TaskBootstrap bootstrap, Func<int, int, int, double?> figure)
    {
        var all = tasks.ToList();
        return [.. ks.Select(k =>
        {
            var values = all.Select(t => figure(t.Samples, t.Passed, k)).OfType<double>().ToList();
            return new PassAtKRow(k, bootstrap.Mean(values), values.Count, all.Count - values.Count);
        })];
    }

    private static void Check(int samples, int passed, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(passed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(passed, samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
    }
}
