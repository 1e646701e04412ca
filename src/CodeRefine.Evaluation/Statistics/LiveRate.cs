namespace CodeRefine.Evaluation.Statistics;

/// <summary>
/// A pass rate that is kept up to date sample by sample, each in constant time. Samples of one task resemble each other, so the
/// interval is Wilson's with the <em>effective</em> number of samples: as many independent ones as would give a mean that
/// varies as the tasks' rates do (Kish's design effect). It lies between the number of tasks and that of samples.
/// </summary>
public sealed class LiveRate
{
    private readonly Dictionary<string, (int Samples, int Passed)> tasks = new(StringComparer.Ordinal);
    private double sum, squares;

    public int Samples { get; private set; }
    public int Passed { get; private set; }
    public int Tasks => tasks.Count;

    /// <summary>Mean over tasks of each task's share: pass@1 so far. 0 before the first sample.</summary>
    public double Value => tasks.Count == 0 ? 0 : sum / tasks.Count;

    /// <summary>Infrastructure failures are not added: nothing is known of them.</summary>
    public void Add(string taskId, bool passed)
    {
        var (samples, good) = tasks.GetValueOrDefault(taskId);
        var before = samples == 0 ? 0 : (double)good / samples;
        var now = (good + (passed ? 1 : 0), samples + 1);
        var after = (double)now.Item1 / now.Item2;
        tasks[taskId] = (now.Item2, now.Item1);
        sum += after - before;
        squares += after * after - before * before;
        Samples++;
        Passed += passed ? 1 : 0;
    }

    public Estimate Estimate(double level = 0.95)
    {
        var value = Math.Clamp(Value, 0, 1);
        return new(value, Wilson.Of(value * EffectiveSamples(value), EffectiveSamples(value), level));
    }

    private double EffectiveSamples(double value)
    {
        var count = tasks.Count;
        if (count < 2)
        {
            return count;
        }

        var variance = Math.Max(0, squares - count * value * value) / (count - 1.0) / count;
        return value is 0 or 1 ? count : variance <= 0 ? Samples : Math.Clamp(value * (1 - value) / variance, count, Samples);
    }
}
