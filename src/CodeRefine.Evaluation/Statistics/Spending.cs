namespace CodeRefine.Evaluation.Statistics;

/// <summary>What one task's samples have cost in one currency; those that infrastructure failed too, for they are paid as well.</summary>
/// <param name="Samples">Judged ones.</param>
/// <param name="Solved">Those that passed.</param>
public sealed record TaskCost(int Samples, int Solved, double Spent);

/// <summary>One currency of a run: dollars, seconds, tokens, model calls.</summary>
/// <param name="PerSolvedSample">Total over the samples that passed; null where none did.</param>
/// <param name="PerSolvedTask">Total over the tasks with a sample that passed; null where there is none.</param>
public sealed record Spending(double Total, Estimate? PerSample, Estimate? PerSolvedSample, Estimate? PerSolvedTask)
{
    /// <returns>Null for no task.</returns>
    public static Spending? Of(IEnumerable<TaskCost> tasks, TaskBootstrap bootstrap)
    {
        var rows = new TaskRows(4);
        foreach (var task in tasks)
        {
            rows.Add(task.Spent, task.Samples, task.Solved, task.Solved > 0 ? 1 : 0);
        }

        if (rows.Count == 0)
        {
            return null;
        }

        var found = bootstrap.Of(rows, Each(1), Each(2), Each(3));
        return new(rows.Totals()[0], found[0], found[1], found[2]);
    }

    private static TaskFigure Each(int count) => TaskFigure.Number(t => t[count] > 0 ? t[0] / t[count] : double.NaN);
}
