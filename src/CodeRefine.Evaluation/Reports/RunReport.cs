using System.Collections.Immutable;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Reports;

/// <summary>What a run says, in numbers; what a terminal, a page and a program are shown. Holds nothing of the single samples.</summary>
public sealed record RunReport
{
    public required EvaluationRun Run { get; init; }
    public required RunCounts Counts { get; init; }
    public required BootstrapOptions Bootstrap { get; init; }

    /// <summary>For the ks asked for.</summary>
    public required ImmutableArray<PassAtKRow> PassAtK { get; init; }

    /// <summary>pass^k: all k of k pass.</summary>
    public required ImmutableArray<PassAtKRow> PassAllK { get; init; }

    /// <summary>pass@k for ks that every judged task has samples for, all up to 10 and fewer beyond; for a chart.</summary>
    public required ImmutableArray<PassAtKRow> Curve { get; init; }

    /// <summary>Null where no sample took more than one turn; so are the next three.</summary>
    public TurnCurve? Turns { get; init; }
    public SelfCorrection? Correction { get; init; }
    public Transitions? FirstToLast { get; init; }
    public EqualBudget? Control { get; init; }

    /// <summary>From each turn to the next.</summary>
    public ImmutableArray<Transitions> Steps { get; init; } = [];
    public required SpendingTable Spending { get; init; }
    public required ImmutableArray<BudgetCurve> Budgets { get; init; }
    public required ImmutableArray<TallyRow> Verdicts { get; init; }

    /// <summary>Kinds of faults of the samples that did not pass.</summary>
    public required ImmutableArray<TallyRow> Kinds { get; init; }

    /// <summary>Who made the answers that passed.</summary>
    public required ImmutableArray<TallyRow> SolvedBy { get; init; }

    /// <summary>Model calls that tool correction and the search around near misses made needless.</summary>
    public required int SavedCalls { get; init; }
    public required int Cached { get; init; }
    public required int RunAlone { get; init; }
    public required int TriedAgain { get; init; }
    public required ImmutableArray<TaskReport> Tasks { get; init; }

    /// <summary>What a reader has to know before quoting a number; sentences.</summary>
    public required ImmutableArray<string> Notes { get; init; }
}

/// <summary>One task of a run.</summary>
/// <param name="Planned">Samples that it is to have.</param>
/// <param name="Verdicts">Of the judged samples.</param>
/// <param name="Explanation">Why the first sample that did not pass did not; empty where all did.</param>
public sealed record TaskReport(
    string Id, string Title, int Planned, int Judged, int Passed, int Infrastructure, ImmutableArray<TallyRow> Verdicts,
    string Explanation, string Fault, bool EqualityFixed, TaskSpending Spent)
{
    public double? Rate => Judged == 0 ? null : (double)Passed / Judged;
}

/// <param name="Seconds">Wall time of its samples, one after the other.</param>
/// <param name="CpuSeconds">Processor time of its candidates in the sandbox.</param>
public sealed record TaskSpending(double Seconds, double CpuSeconds, decimal Dollars, long Tokens, int ModelCalls, int SandboxRuns)
{
    internal static TaskSpending Of(SampleCost cost) => new(Math.Round(cost.Wall.TotalSeconds, 3), Math.Round(cost.Cpu.TotalSeconds, 3), cost.Money, cost.PromptTokens + cost.AnswerTokens, cost.ModelCalls, cost.Verdicts);
}

/// <summary>What a run has spent, in each currency; null where nothing was spent of it.</summary>
/// <param name="Seconds">Wall time of the samples one after the other, not of the run, which has several at once.</param>
/// <param name="CpuSeconds">Processor time of the candidates in the sandbox.</param>
public sealed record SpendingTable(Spending? Dollars, Spending? Seconds, Spending? CpuSeconds, Spending? Tokens, Spending? ModelCalls, Spending? SandboxRuns);
