using CodeRefine.Agent.Solving;
using CodeRefine.Cli.Commands;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Search;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Reports;
using CodeRefine.Repositories.Runs;

namespace CodeRefine.Cli.Wiring;

/// <summary>A run's end as the document that is printed and kept.</summary>
internal static class SolveReport
{
    public static SolveDocument Document(Composition composition, Proposers proposers, RunStore store, RunFolder run, Session session, SolveResult result, string? writtenTo, Grade? grade) => new()
    {
        Outcome = RunEntries.Outcome(result.Outcome.ToString()),
        Reason = result.Reason,
        ExitCode = ExitCode(result),
        Run = run.Id,
        Problem = new ProblemView(composition.Problem.Id, composition.Problem.Title),
        SetUp = new SetUpView(proposers.Strategy.Name, proposers.Name, proposers.Model, composition.Sandbox.Name, session.Seed),
        Best = result.Best is { } best ? View(best) : null,
        Nodes = [.. session.Nodes.Select(View)],
        Solution = Solution(session, result.Best, writtenTo),
        Grade = grade is null ? null : new GradeView(RunEntries.Outcome(grade.Outcome.ToString()), grade.Passed, grade.Total, grade.Summary, [.. grade.Failed.Select(f => f.Name)]),
        Cost = Cost(result.Use),
        Tools = Tools(session.Tools),
        History = new HistoryView(store.Folder, store.HistoryFolder, run.Folder),
    };

    /// <summary>Failures that have words of their own; any other is a fault of ours.</summary>
    public static bool IsExpected(Exception failure) => failure is UserErrorException or SandboxException;

    private static int ExitCode(SolveResult result) => result switch
    {
        { Outcome: SolveOutcome.Solved } => ExitCodes.Success,
        { Outcome: SolveOutcome.NotSolved } => ExitCodes.NotSolved,
        { Outcome: SolveOutcome.Cancelled } => ExitCodes.Cancelled,
        { Failure: UserErrorException { Kind: UserErrorKind.Input } } => ExitCodes.Input,
        { Failure: UserErrorException or SandboxException } => ExitCodes.Environment,
        _ => ExitCodes.Internal,
    };

    private static NodeView View(Node node) => new(
        node.Attempt, node.Id, node.Parent?.Id, node.Proposal?.Proposer, node.Proposal?.Patch?.Summary, node.Proposal?.Notes ?? "",
        node.Verdict.Kind.ToString(), node.Verdict.Score, node.Critique.Kind.ToString(), node.Critique.Headline);

    private static SolutionView Solution(Session session, Node? best, string? writtenTo)
    {
        if (best is null)
        {
            return new SolutionView(null, [], "");
        }

        var before = session.Problem.Sources;
        var files = before.Paths.Union(best.Tree.Paths, StringComparer.Ordinal).Where(p => !(before.TryGet(p, out var a) && best.Tree.TryGet(p, out var b) && a == b)).Order(StringComparer.Ordinal);
        return new SolutionView(writtenTo, [.. files], UnifiedDiff.Between(before, best.Tree));
    }

    private static ToolsView Tools(ToolUse use) => new(
        use.CorrectionsTried, use.Corrected, Math.Round(use.CorrectionTime.TotalSeconds, 3), use.Searches, use.Found, Math.Round(use.SearchTime.TotalSeconds, 3), use.SavedCalls);

    private static CostView Cost(BudgetUse use) => new(use.Attempts, use.Verdicts, use.ModelCalls, use.PromptTokens, use.AnswerTokens, use.Money, Math.Round(use.WallTime.TotalSeconds, 3));
}
