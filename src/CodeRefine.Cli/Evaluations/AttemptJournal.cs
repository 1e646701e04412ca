using CodeRefine.Core.Budgets;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Runs.Journals;

namespace CodeRefine.Cli.Evaluations;

/// <summary>Writes an attempt's events into the run's journal as they happen, and notes what was spent at each node.</summary>
internal sealed class AttemptJournal(RunJournal journal, string task, int sample, TimeProvider time) : IRunObserver
{
    private readonly List<(Node Node, BudgetUse Use)> nodes = [];

    /// <summary>Set once the session is there: it draws the budget.</summary>
    public Budget? Budget { get; set; }

    public IReadOnlyList<(Node Node, BudgetUse Use)> Nodes => nodes;

    public void Observe(RunEvent happened)
    {
        if (happened.Transient)
        {
            return;
        }

        journal.Step(task, sample, time.GetUtcNow(), happened);
        if (happened is RunEvent.NodeAdded { Node: { } node } && Budget is { } budget)
        {
            nodes.Add((node, budget.Use));
        }
    }

    public static SampleCost Cost(BudgetUse use) => new()
    {
        ModelCalls = use.ModelCalls,
        PromptTokens = use.PromptTokens,
        AnswerTokens = use.AnswerTokens,
        Money = use.Money,
        Verdicts = use.Verdicts,
        Wall = use.WallTime,
    };
}
