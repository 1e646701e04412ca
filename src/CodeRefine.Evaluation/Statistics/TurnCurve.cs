using System.Collections.Immutable;

namespace CodeRefine.Evaluation.Statistics;

/// <summary>
/// Success within k turns, SR_k, for k from 1 on, and its slope: the least-squares gain a turn over the first turns, as MINT reports
/// it (Wang et al., arXiv 2309.10691). Success is that of the standing answer, so the curve may fall.
/// </summary>
/// <param name="Points">SR_1, SR_2, …; means over tasks.</param>
/// <param name="Slope">Over the first <paramref name="SlopeTurns"/> turns; null where there is only one.</param>
public sealed record TurnCurve(ImmutableArray<Estimate> Points, Estimate? Slope, int SlopeTurns)
{
    /// <summary>MINT's k = 1..5.</summary>
    public const int MintTurns = 5;

    /// <summary>Turns that a curve goes up to, however long the samples are.</summary>
    public const int MostTurns = 50;

    /// <returns>Null for no task.</returns>
    public static TurnCurve? Of(IEnumerable<TaskTurns> tasks, TaskBootstrap bootstrap)
    {
        var all = tasks.Where(t => t.Samples > 0).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var turns = Math.Min(MostTurns, all.Max(t => t.Longest));
        var rows = new TaskRows(turns + 1);
        var row = new double[turns + 1];
        foreach (var task in all)
        {
            row[0] = 1;
            for (var k = 1; k <= turns; k++)
            {
                row[k] = (double)task.RightAfter(k) / task.Samples;
            }

            rows.Add(row);
        }

        var slopeTurns = Math.Min(MintTurns, turns);
        TaskFigure[] figures = [.. Enumerable.Range(1, turns).Select(k => TaskFigure.Share(t => t[k], static t => t[0])), TaskFigure.Number(t => Gain(t, slopeTurns))];
        var found = bootstrap.Of(rows, figures);
        return new([.. found.Take(turns).OfType<Estimate>()], found[^1], slopeTurns);
    }

    private static double Gain(ReadOnlySpan<double> totals, int turns)
    {
        if (turns < 2)
        {
            return double.NaN;
        }

        var middle = (turns + 1) / 2.0;
        double covariance = 0, variance = 0;
        for (var k = 1; k <= turns; k++)
        {
            covariance += (k - middle) * totals[k] / totals[0];
            variance += (k - middle) * (k - middle);
        }

        return covariance / variance;
    }
}
