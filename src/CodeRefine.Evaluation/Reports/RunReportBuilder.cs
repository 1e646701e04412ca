using System.Collections.Immutable;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Reports;

/// <summary>Makes a run's report in one pass over its samples.</summary>
public static class RunReportBuilder
{
    // Every k where the curve bends, fewer where it is flat.
    private static readonly int[] CurvePoints = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 500, 1000];

    public static RunReport Build(IRunReader reader, ReportOptions? options = null, CancellationToken cancellationToken = default) =>
        Build(reader, new RunTally(reader, cancellationToken), options ?? new ReportOptions());

    internal static RunReport Build(IRunReader reader, RunTally tally, ReportOptions options)
    {
        var bootstrap = new TaskBootstrap(options.Bootstrap);
        var counts = tally.Tasks.ConvertAll(t => t.Count);
        var turns = tally.Tasks.Where(t => t.Turns.Samples > 0).Select(t => t.Turns).ToList();
        var several = turns.Exists(t => t.Longest > 1);
        var report = new RunReport
        {
            Run = reader.Run,
            Counts = reader.Counts(),
            Bootstrap = options.Bootstrap,
            PassAtK = PassAtK.Estimate(counts, Ks(reader, options), bootstrap),
            PassAllK = PassAtK.EstimateAllOf(counts, Ks(reader, options), bootstrap),
            Curve = PassAtK.Estimate(counts.Where(c => c.Samples > 0), CurveKs(counts), bootstrap),
            Turns = several ? TurnCurve.Of(turns, bootstrap) : null,
            Correction = several ? SelfCorrection.Of(turns, bootstrap) : null,
            FirstToLast = several ? Transitions.Sum(turns.Select(t => t.FirstToLast)) : null,
            Steps = several ? Steps(turns) : [],
            Control = several ? EqualBudget.OfFirstAnswers(turns, bootstrap) : null,
            Spending = SpendingOf(tally, bootstrap),
            Budgets = Budgets(tally, bootstrap),
            Verdicts = tally.Verdicts.Rows,
            Kinds = tally.Kinds.Rows,
            SolvedBy = tally.SolvedBy.Rows,
            SavedCalls = tally.SavedCalls,
            Cached = tally.Cached,
            RunAlone = tally.RunAlone,
            TriedAgain = tally.TriedAgain,
            Tasks = [.. tally.Tasks.Select(t => new TaskReport(t.Task.Id, t.Task.Title, t.Task.Samples, t.Judged, t.Passed, t.Infrastructure, t.Verdicts.Rows, t.Explanation, t.Task.Fault, t.Task.EqualityFixed, TaskSpending.Of(t.Cost)))],
            Notes = [],
        };
        return report with { Notes = ReportNotes.Of(report, tally) };
    }

    private static ImmutableArray<int> Ks(IRunReader reader, ReportOptions options) => options.Ks ?? (reader.Run.Ks.IsDefaultOrEmpty ? [1] : reader.Run.Ks);

    /// <summary>Over the same tasks at each k: a curve whose points are of other tasks would bend for no reason of k's.</summary>
    private static IEnumerable<int> CurveKs(List<TaskCount> counts)
    {
        var fewest = counts.Where(c => c.Samples > 0).Select(c => c.Samples).DefaultIfEmpty(0).Min();
        return CurvePoints.Append(fewest).Where(k => k >= 1 && k <= fewest).Distinct().Order();
    }

    private static ImmutableArray<Transitions> Steps(List<TaskTurns> turns) =>
        [.. Enumerable.Range(0, Math.Min(TurnCurve.MostTurns, turns.Max(t => t.Steps.Count))).Select(i => Transitions.Sum(turns.Where(t => t.Steps.Count > i).Select(t => t.Steps[i])))];

    private static SpendingTable SpendingOf(RunTally tally, TaskBootstrap bootstrap)
    {
        return new(
            Of(c => (double)c.Money), Of(c => c.Wall.TotalSeconds), Of(c => c.Cpu.TotalSeconds),
            Of(c => c.PromptTokens + c.AnswerTokens), Of(c => c.ModelCalls), Of(c => c.Verdicts));

        Spending? Of(Func<SampleCost, double> amount) => amount(tally.Cost) <= 0 ? null
            : Spending.Of(tally.Tasks.Where(t => t.Judged + t.Infrastructure > 0).Select(t => new TaskCost(t.Judged, t.Passed, amount(t.Cost))), bootstrap);
    }

    private static ImmutableArray<BudgetCurve> Budgets(RunTally tally, TaskBootstrap bootstrap)
    {
        var spent = tally.Cost;
        (string Unit, Func<SampleCost, double> Amount) effort = spent.Money > 0 ? ("dollars", c => (double)c.Money)
            : spent.PromptTokens + spent.AnswerTokens > 0 ? ("tokens", c => c.PromptTokens + c.AnswerTokens)
            : spent.ModelCalls > 0 ? ("model calls", c => c.ModelCalls)
            : ("sandbox runs", c => c.Verdicts);
        return [.. new[]
        {
            BudgetCurve.Of("seconds", tally.Tasks, tally.Solved, c => c.Wall.TotalSeconds, bootstrap),
            BudgetCurve.Of(effort.Unit, tally.Tasks, tally.Solved, effort.Amount, bootstrap),
        }.OfType<BudgetCurve>()];
    }
}
