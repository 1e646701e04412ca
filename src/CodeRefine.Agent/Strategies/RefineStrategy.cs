using CodeRefine.Core.Events;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies;

/// <summary>
/// The plain refine loop, after Self-Refine (Madaan et al., "Self-Refine: Iterative Refinement with Self-Feedback", arXiv 2303.17651): propose, verify, criticise,
/// go on from the best node.
/// </summary>
/// <remarks>
/// It differs from the paper in four ways. Feedback is evidence from the compiler and the checks, not the model's opinion of its own work. Each round starts from the
/// best node so far and in a fresh context, not from the last one in one conversation. It ends when a node passes or the budget does (10 attempts by default, where the
/// paper has 4 rounds), not when the model finds nothing to improve. And where the proposer has nothing more for the best node, the next best is taken. A
/// state that was seen before becomes no node: the session recognises it, and the next prompt says so.
/// </remarks>
public sealed class RefineStrategy(IProposer proposer) : IStrategy
{
    public string Name => "refine";

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        var finished = new HashSet<string>();
        while (!session.Best.Verdict.Passed && Next(session, finished) is { } node)
        {
            cancellationToken.ThrowIfCancellationRequested();
            session.Budget.RequireAttempt();
            session.Report(new RunEvent.AttemptStarted(session.NextAttempt, node.Id, proposer.Name));
            if (await proposer.ProposeAsync(session, node, cancellationToken) is { } proposal)
            {
                await session.ExpandAsync(node, proposal, cancellationToken);
            }
            else
            {
                finished.Add(node.Id);
            }
        }
    }

    /// <summary>The node that the proposer would rather have, else the best one for which it may have more; of equals the earliest.</summary>
    private Node? Next(Session session, HashSet<string> finished) =>
        (proposer as INodePreference)?.Prefer(session) is { } preferred && !finished.Contains(preferred.Id)
            ? preferred
            : session.Nodes.Where(n => !finished.Contains(n.Id)).MaxBy(n => n.Value);
}
