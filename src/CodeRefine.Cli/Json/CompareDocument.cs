using System.Text.Json.Serialization;
using CodeRefine.Agent.Solving;
using CodeRefine.Core.Budgets;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>compare</c> prints.</summary>
/// <param name="Complete">False where it was cancelled: the rest holds what was done.</param>
/// <param name="Model">Null where none was configured.</param>
internal sealed record CompareDocument(bool Complete, string? Model, CompareBudgetView Budget, IReadOnlyList<CompareTotalView> Strategies, IReadOnlyList<CompareRowView> Rows)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/compare@1";

    public static CompareDocument Of(IReadOnlyList<ComparedRun> rows, bool complete, string? model, BudgetLimits budget) => new(
        complete, model, new CompareBudgetView(budget.Attempts, budget.ModelCalls, budget.Tokens, budget.Money, budget.WallTime?.TotalSeconds, budget.Verdicts),
        [.. ComparedTotal.Of(rows).Select(t => new CompareTotalView(t.Strategy, t.Runs, t.Solved, Math.Round(t.Low, 4), Math.Round(t.High, 4), t.Graded, t.Correct, t.Failed, t.Calls, t.Tokens, t.Attempts, t.Verdicts, Math.Round(t.Time.TotalSeconds, 3)))],
        [.. rows.Select(r => new CompareRowView(r.Task, r.Strategy, r.Seed, Word(r.Outcome), r.Correct, r.Use.ModelCalls, r.Use.PromptTokens, r.Use.AnswerTokens, r.Use.Attempts, r.Use.Verdicts, Math.Round(r.Use.WallTime.TotalSeconds, 3), r.Reason))]);

    private static string Word(SolveOutcome outcome) => Commands.RunEntries.Outcome(outcome.ToString());
}

/// <summary>What each run might spend; null is unlimited.</summary>
internal sealed record CompareBudgetView(int Attempts, int? ModelCalls, long? Tokens, decimal? Money, double? Seconds, int? Verdicts);

/// <param name="Low">Of the 95 % interval (Wilson) of the share solved.</param>
/// <param name="Graded">Runs with held-back checks; <paramref name="Correct"/> of them pass these.</param>
/// <param name="Failed">Runs that something outside of the search broke; they count in no other figure.</param>
internal sealed record CompareTotalView(string Strategy, int Runs, int Solved, double Low, double High, int Graded, int Correct, int Failed, int ModelCalls, long Tokens, int Attempts, int Verdicts, double Seconds);

/// <param name="Correct">Whether the answer passes the held-back checks; null where there are none.</param>
internal sealed record CompareRowView(string Task, string Strategy, ulong Seed, string Outcome, bool? Correct, int ModelCalls, long PromptTokens, long AnswerTokens, int Attempts, int Verdicts, double Seconds, string Reason);
