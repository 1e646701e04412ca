using System.Collections.Immutable;

namespace CodeRefine.Evaluation.Statistics;

/// <summary>
/// A strategy beside independent samples that are allowed as much. With a cap of m answers a task, the strategy's figure is SR_m, and the
/// control's is between two: <see cref="EqualBudgetRow.Chosen"/>, m answers of which a perfect judge takes the right one (pass@m), and
/// <see cref="EqualBudgetRow.Blind"/>, one taken without any judge (pass@1). A strategy that sees no check of the task has to beat the lower one to be worth
/// its price, and has shown something that sampling can't give where it beats the upper one. It is the cap that is equal: both may stop earlier.
/// </summary>
/// <param name="Source">Where the control's answers come from.</param>
/// <param name="Left">Caps that were left out, since no task has that many answers for the control.</param>
public sealed record EqualBudget(ControlSource Source, ImmutableArray<EqualBudgetRow> Rows, int Left)
{
    /// <summary>Beside the first answers of the run itself: with N samples a task these are N answers that nothing was refined of.</summary>
    public static EqualBudget OfFirstAnswers(IReadOnlyCollection<TaskTurns> tasks, TaskBootstrap bootstrap) =>
        Of(tasks, [.. tasks.Select(t => new TaskCount(t.TaskId, t.Samples, t.FirstRight))], ControlSource.FirstAnswers, bootstrap);

    /// <summary>Beside another run without refinement, on the tasks that both have.</summary>
    public static EqualBudget OfRun(IReadOnlyCollection<TaskTurns> tasks, IReadOnlyCollection<TaskCount> control, TaskBootstrap bootstrap) => Of(tasks, control, ControlSource.OtherRun, bootstrap);

    private static EqualBudget Of(IReadOnlyCollection<TaskTurns> tasks, IReadOnlyCollection<TaskCount> control, ControlSource source, TaskBootstrap bootstrap)
    {
        var counts = control.ToDictionary(c => c.TaskId, StringComparer.Ordinal);
        var pairs = tasks.Where(t => t.Samples > 0 && counts.ContainsKey(t.TaskId)).Select(t => (Turns: t, Control: counts[t.TaskId])).ToList();
        var turns = pairs.Count == 0 ? 0 : Math.Min(TurnCurve.MostTurns, pairs.Max(p => p.Turns.Longest));
        var rows = ImmutableArray.CreateBuilder<EqualBudgetRow>();
        for (var cap = 1; cap <= turns; cap++)
        {
            if (RowOf(pairs, cap, bootstrap) is { } row)
            {
                rows.Add(row);
            }
        }

        return new(source, rows.ToImmutable(), turns - rows.Count);
    }

    private static TaskFigure Mean(int column) => TaskFigure.Share(t => t[column], static t => t[0]);

    private static EqualBudgetRow? RowOf(List<(TaskTurns Turns, TaskCount Control)> pairs, int cap, TaskBootstrap bootstrap)
    {
        var rows = new TaskRows(4);
        foreach (var (task, control) in pairs)
        {
            if (PassAtK.Unbiased(control.Samples, control.Passed, cap) is { } chosen)
            {
                rows.Add(1, (double)task.RightAfter(cap) / task.Samples, chosen, (double)control.Passed / control.Samples);
            }
        }

        var found = bootstrap.Of(rows, Mean(1), Mean(2), Mean(3), TaskFigure.Number(static t => (t[1] - t[2]) / t[0]));
        return found is [{ } refined, { } best, { } blind, { } gain] ? new(cap, rows.Count, refined, best, blind, gain) : null;
    }
}

/// <param name="Answers">The cap m.</param>
/// <param name="Tasks">Tasks with at least m answers for the control, over which all of the figures are taken.</param>
/// <param name="Gain"><paramref name="Refined"/> less <paramref name="Chosen"/>, paired by task.</param>
public sealed record EqualBudgetRow(int Answers, int Tasks, Estimate Refined, Estimate Chosen, Estimate Blind, Estimate Gain);

public enum ControlSource
{
    /// <summary>The first answers of the same run.</summary>
    FirstAnswers,

    /// <summary>Another run.</summary>
    OtherRun,
}
