namespace CodeRefine.Evaluation.Statistics;

/// <summary>What one task's samples have cost; infrastructure failures' too, for they are paid as well.</summary>
/// <param name="Solved">Samples that passed.</param>
/// <param name="Dollars">Null where no price is known.</param>
/// <param name="Seconds">Wall time of the samples, one after the other.</param>
public sealed record TaskCost(int Samples, int Solved, long ModelCalls, long Tokens, double? Dollars, double Seconds);

/// <summary>One currency of a run: dollars, seconds, tokens, model calls.</summary>
/// <param name="PerSolvedSample">Total over the samples that passed; null where none did.</param>
/// <param name="PerSolvedTask">Total over the tasks with a sample that passed; null where there is none.</param>
public sealed record Spending(double Total, Estimate? PerSample, Estimate? PerSolvedSample, Estimate? PerSolvedTask)
{
    /// <returns>Null where some task has no such figure, or there is no task.</returns>
    public static Spending? Of(IEnumerable<TaskCost> tasks, Func<TaskCost, double?> amount, TaskBootstrap bootstrap)
    {
        var rows = new TaskRows(4);
        foreach (var task in tasks)
        {
            if (amount(task) is not { } spent)
            {
                return null;
            }

            rows.Add(spent, task.Samples, task.Solved, task.Solved > 0 ? 1 : 0);
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
