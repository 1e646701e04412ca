using System.Collections.Immutable;

namespace CodeRefine.Evaluation.Statistics;

/// <summary>One task of a run, as a comparison needs it.</summary>
/// <param name="FirstSample">Whether the sample of the lowest number passed.</param>
public sealed record ComparedTask(TaskCount Count, bool FirstSample);

/// <summary>
/// Two runs on the tasks that both have, paired by task: the spread between tasks, which is most of a figure's own interval, cancels in
/// a paired difference. Differences are the second run's less the first's.
/// </summary>
/// <param name="FirstSamples">McNemar's test on the first sample of each task: samples have no partner in the other run, tasks have.</param>
/// <param name="PValue">Of the mean difference in pass@1, with all samples: <see cref="SignFlips"/>.</param>
/// <param name="OnlyInFirst">Tasks that the second run lacks; left out.</param>
public sealed record PairedComparison(
    ImmutableArray<PairedRow> Rows, McNemar FirstSamples, double PValue, ImmutableArray<PairedTask> Tasks,
    ImmutableArray<string> OnlyInFirst, ImmutableArray<string> OnlyInSecond)
{
    public static PairedComparison Of(IReadOnlyCollection<ComparedTask> first, IReadOnlyCollection<ComparedTask> second, IEnumerable<int> ks, TaskBootstrap bootstrap)
    {
        // A task without a graded sample says nothing in either run.
        var a = first.Where(t => t.Count.Samples > 0).ToDictionary(t => t.Count.TaskId, StringComparer.Ordinal);
        var b = second.Where(t => t.Count.Samples > 0).ToDictionary(t => t.Count.TaskId, StringComparer.Ordinal);
        var shared = a.Keys.Where(b.ContainsKey).Order(StringComparer.Ordinal).Select(id => (First: a[id], Second: b[id])).ToList();
        ImmutableArray<PairedTask> tasks = [.. shared.Select(p => new PairedTask(p.First.Count.TaskId, p.First.Count, p.Second.Count, Rate(p.Second.Count) - Rate(p.First.Count)))];
        return new(
            [.. ks.Select(k => RowOf(shared, k, bootstrap)).OfType<PairedRow>()],
            McNemar.Of(shared.Select(p => (p.First.FirstSample, p.Second.FirstSample))),
            SignFlips.PValue([.. tasks.Select(t => t.Difference)], bootstrap.Options),
            tasks,
            [.. a.Keys.Where(id => !b.ContainsKey(id)).Order(StringComparer.Ordinal)],
            [.. b.Keys.Where(id => !a.ContainsKey(id)).Order(StringComparer.Ordinal)]);
    }

    private static PairedRow? RowOf(List<(ComparedTask First, ComparedTask Second)> shared, int k, TaskBootstrap bootstrap)
    {
        var rows = new TaskRows(3);
        foreach (var (first, second) in shared)
        {
            if (PassAtK.Unbiased(first.Count.Samples, first.Count.Passed, k) is { } a && PassAtK.Unbiased(second.Count.Samples, second.Count.Passed, k) is { } b)
            {
                rows.Add(1, a, b);
            }
        }

        var found = bootstrap.Of(rows, TaskFigure.Share(static t => t[1], static t => t[0]), TaskFigure.Share(static t => t[2], static t => t[0]), TaskFigure.Number(static t => (t[2] - t[1]) / t[0]));
        return found is [{ } one, { } other, { } difference] ? new(k, one, other, difference, rows.Count, shared.Count - rows.Count) : null;
    }

    private static double Rate(TaskCount count) => (double)count.Passed / count.Samples;
}

/// <summary>pass@k of both over the tasks that have k samples in both.</summary>
/// <param name="TooFew">Tasks of both runs that have fewer in one of them.</param>
public sealed record PairedRow(int K, Estimate First, Estimate Second, Estimate Difference, int Tasks, int TooFew);

/// <param name="Difference">In pass@1.</param>
public sealed record PairedTask(string TaskId, TaskCount First, TaskCount Second, double Difference);
