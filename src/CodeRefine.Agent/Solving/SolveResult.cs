using CodeRefine.Core.Budgets;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Solving;

/// <summary>How a run ended. The best node is there whatever ended it, once the root was verified.</summary>
/// <param name="Best">Null only where the run ended before the problem's own sources had a verdict.</param>
/// <param name="Reason">One sentence for people.</param>
/// <param name="Failure">What broke the run, where <paramref name="Outcome"/> is <see cref="SolveOutcome.Failed"/>.</param>
public sealed record SolveResult(SolveOutcome Outcome, Node? Best, string Reason, BudgetUse Use, Exception? Failure = null);

public enum SolveOutcome
{
    /// <summary>A node passed, and passed again in a fresh sandbox.</summary>
    Solved,
    NotSolved,
    Cancelled,

    /// <summary>Something outside of the search broke it: the model server, the sandbox, a fault of our own.</summary>
    Failed,
}
