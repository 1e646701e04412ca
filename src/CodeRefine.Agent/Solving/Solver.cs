using CodeRefine.Core.Budgets;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Solving;

/// <summary>One run from start to end: verify the sources as they are, let the strategy search, confirm what passed in a fresh sandbox.</summary>
public sealed class Solver(TimeProvider time)
{
    /// <summary>Never throws for what ends a run: the result says it and holds the best node.</summary>
    /// <param name="options">The strategy's, for the journal.</param>
    public async Task<SolveResult> RunAsync(Session session, IStrategy strategy, string runId, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? options = null)
    {
        var problem = session.Problem;
        session.Report(new RunEvent.RunStarted(runId, problem.Id, problem.Sources.Hash, problem.CheckSources.Hash, strategy.Name, session.Seed) { Options = options });
        var ended = await SearchAsync(session, strategy, cancellationToken);
        var best = session.Nodes.Count == 0 ? null : session.Answer;
        var result = ended with { Best = best, Use = session.Budget.Use };
        session.Report(new RunEvent.RunEnded(result.Outcome.ToString(), best?.Id ?? "", result.Reason, result.Use));
        return result;
    }

    private async Task<SolveResult> SearchAsync(Session session, IStrategy strategy, CancellationToken cancellationToken)
    {
        using var clock = session.Budget.TimeLeft is { } left ? new CancellationTokenSource(left, time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        try
        {
            var root = await session.StartAsync(either.Token);
            CheckedInput.Require(root);
            if (!root.Verdict.Passed)
            {
                await strategy.RunAsync(session, either.Token);
            }

            // Its own time: a node that passed within the budget is not thrown away for want of a second.
            return session.Answer.Verdict.Passed
                ? await ConfirmAsync(session, session.Answer, cancellationToken)
                : End(session, SolveOutcome.NotSolved, "Nothing more to try.");
        }
        catch (BudgetExhaustedException spent)
        {
            return await AtLimitAsync(session, spent.Message, cancellationToken);
        }
        // A signal to the whole process group also ends the sandbox's own processes, which then reads as a failing sandbox.
        catch (Exception failure) when (cancellationToken.IsCancellationRequested && failure is OperationCanceledException or SandboxException or IOException)
        {
            return End(session, SolveOutcome.Cancelled, "Cancelled.");
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested)
        {
            return await AtLimitAsync(session, new BudgetExhaustedException($"{session.Budget.Limits.WallTime?.TotalSeconds:0.#} s").Message, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever broke the run, the best node is returned; the failure goes with it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return End(session, SolveOutcome.Failed, failure.Message) with { Failure = failure };
        }
    }

    /// <summary>A strategy may have been stopped at a limit with a passing node in hand.</summary>
    private static async Task<SolveResult> AtLimitAsync(Session session, string reason, CancellationToken cancellationToken) =>
        session.Nodes.Count > 0 && session.Answer.Verdict.Passed
            ? await ConfirmAsync(session, session.Answer, cancellationToken)
            : End(session, SolveOutcome.NotSolved, reason);

    private static async Task<SolveResult> ConfirmAsync(Session session, Node node, CancellationToken cancellationToken)
    {
        try
        {
            // Not drawn from the budget: what passed within it gets its last word.
            var run = session.RunFor((BuildResult.Success)node.Verdict.Build) with { Fresh = true };
            var report = await session.Sandbox.RunAsync(run, cancellationToken);
            var detail = report.Passed ? "passed again in a fresh sandbox" : $"did not pass again in a fresh sandbox: {Differing(report)}";
            session.Report(new RunEvent.Confirmed(node.Id, report.Passed, detail));
            return report.Passed
                ? End(session, SolveOutcome.Solved, node.Parent is null ? "Every check passes on the sources as they are." : "Every check passes.")
                : End(session, SolveOutcome.NotSolved, $"Attempt {node.Attempt} passed once, but {detail}.");
        }
        catch (Exception failure) when (cancellationToken.IsCancellationRequested && failure is OperationCanceledException or SandboxException or IOException)
        {
            return End(session, SolveOutcome.Cancelled, $"Cancelled before attempt {node.Attempt}, which passed, was confirmed.");
        }
        catch (SandboxException failure)
        {
            return End(session, SolveOutcome.Failed, $"Attempt {node.Attempt} passed, but could not be confirmed: {failure.Message}") with { Failure = failure };
        }
    }

    private static string Differing(CheckReport report) => report.Results.FirstOrDefault(r => r.Status is not (CheckStatus.Passed or CheckStatus.Skipped)) is { } other
        ? $"{other.Check.Id} {other.Status}"
        : report.End.Detail;

    private static SolveResult End(Session session, SolveOutcome outcome, string reason) => new(outcome, null, reason, session.Budget.Use);
}
