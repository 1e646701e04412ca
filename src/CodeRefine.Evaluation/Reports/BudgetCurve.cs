using System.Collections.Immutable;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Reports;

/// <summary>Share of samples that are solved if each may spend no more than so much; means over tasks.</summary>
/// <param name="Unit"><c>seconds</c>, <c>dollars</c>, <c>tokens</c>, <c>model calls</c> or <c>sandbox runs</c>.</param>
public sealed record BudgetCurve(string Unit, ImmutableArray<BudgetPoint> Points)
{
    private const int MostPoints = 24;

    internal static BudgetCurve? Of(string unit, IReadOnlyList<TaskTally> tasks, List<(int Task, SampleCost Cost)> solved, Func<SampleCost, double> amount, TaskBootstrap bootstrap)
    {
        var costs = solved.Select(s => (s.Task, Cost: amount(s.Cost))).OrderBy(s => s.Cost).ToList();
        if (costs.Count == 0 || costs[^1].Cost <= 0)
        {
            return null;
        }

        // Budgets at which something happens: evenly spread over what the solved samples took.
        var budgets = Enumerable.Range(0, MostPoints).Select(i => costs[(int)((long)i * (costs.Count - 1) / (MostPoints - 1))].Cost).Distinct().ToList();
        var index = Enumerable.Range(0, tasks.Count).Where(t => tasks[t].Judged > 0).Select((task, row) => (task, row)).ToDictionary(p => p.task, p => p.row);
        var counts = new int[index.Count, budgets.Count];
        foreach (var (task, cost) in costs)
        {
            // From the first budget that suffices on; the rest is summed below.
            var at = budgets.BinarySearch(cost);
            counts[index[task], Math.Min(at < 0 ? ~at : at, budgets.Count - 1)]++;
        }

        var rows = new TaskRows(budgets.Count + 1);
        var row = new double[budgets.Count + 1];
        foreach (var (task, line) in index)
        {
            (row[0], var sum) = (1, 0.0);
            for (var b = 0; b < budgets.Count; b++)
            {
                row[b + 1] = (sum += counts[line, b]) / tasks[task].Judged;
            }

            rows.Add(row);
        }

        TaskFigure[] figures = [.. Enumerable.Range(1, budgets.Count).Select(b => TaskFigure.Share(t => t[b], static t => t[0]))];
        return new(unit, [.. bootstrap.Of(rows, figures).Select((e, b) => new BudgetPoint(budgets[b], e!))]);
    }
}

/// <param name="Solved">Share of samples that are solved with no more.</param>
public sealed record BudgetPoint(double Budget, Estimate Solved);
