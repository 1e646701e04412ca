namespace CodeRefine.Evaluation.Statistics;

/// <summary>
/// Confidence level, critique score and relative self-correction score of Yang et al., "Confidence v.s. Critique", arXiv 2412.19513:
/// how much of what was right a correction keeps, how much of what was wrong it mends, and how far the accuracy after it lies
/// between Acc₁² and 2·Acc₁ − Acc₁². Always Acc₂ = Acc₁·CL + (1 − Acc₁)·CS.
/// </summary>
/// <param name="Before">Acc₁: share of first answers that are right, averaged over tasks.</param>
/// <param name="After">Acc₂: the same of last answers.</param>
/// <param name="Confidence">CL; null where no first answer is right.</param>
/// <param name="Critique">CS; null where no first answer is wrong.</param>
/// <param name="Relative">RSS; null where one of the two is.</param>
public sealed record SelfCorrection(Estimate Before, Estimate After, Estimate? Confidence, Estimate? Critique, Estimate? Relative)
{
    /// <returns>Null for no task.</returns>
    public static SelfCorrection? Of(IEnumerable<TaskTurns> tasks, TaskBootstrap bootstrap)
    {
        var rows = new TaskRows(4);
        foreach (var task in tasks.Where(t => t.Samples > 0))
        {
            double samples = task.Samples;
            rows.Add(1, task.FirstRight / samples, task.LastRight / samples, task.FirstToLast.Kept / samples);
        }

        // Columns: 1, P(a), P(b), P(a and b).
        var found = bootstrap.Of(rows,
            TaskFigure.Share(static t => t[1], static t => t[0]),
            TaskFigure.Share(static t => t[2], static t => t[0]),
            TaskFigure.Share(static t => t[3], static t => t[1]),
            TaskFigure.Share(static t => t[2] - t[3], static t => t[0] - t[1]),
            TaskFigure.Number(static t => Rss(t[1] / t[0], t[2] / t[0])));
        return found is [{ } before, { } after, ..] ? new(before, after, found[2], found[3], found[4]) : null;
    }

    private static double Rss(double before, double after) => before * (1 - before) is var spread && spread < 1e-12 ? double.NaN : (after - before * before) / (2 * spread);
}
