using System.Collections.Concurrent;
using System.Collections.Immutable;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Events;
using CodeRefine.Core.Evidence;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Core.Search;

/// <summary>One thing to try: a node, and who makes a patch for it.</summary>
/// <param name="Proposer">Its name, for the journal.</param>
/// <param name="ProposeAsync">Gives null where there is nothing to offer, which costs no attempt.</param>
public sealed record Step(Node Node, string Proposer, Func<CancellationToken, Task<Proposal?>> ProposeAsync);

/// <summary>What strategies are written in: steps, alone or several at once, a choice among equals, and what they have to say on the way.</summary>
public sealed partial class Session
{
    private readonly StuckDetector detector = new();
    private string? stuck;

    /// <summary>The pattern in which the last attempts go in a circle; null where they do not.</summary>
    public string? Stuck
    {
        get
        {
            lock (gate)
            {
                return stuck;
            }
        }
    }

    /// <summary>Proposes, applies, builds, checks, criticises. Draws one attempt.</summary>
    /// <returns>Null where nothing was offered.</returns>
    /// <exception cref="BudgetExhaustedException">Of the budget nothing is left.</exception>
    public async Task<Expansion?> StepAsync(Step step, CancellationToken cancellationToken) => (await StepAllAsync([step], cancellationToken))[0];

    /// <summary>
    /// Several steps at once. Proposals are made, built and run side by side (no more runs than the sandbox has room for); then they are admitted one by one in
    /// the steps' order, tools and all, so that numbers, twins and ids do not hang on which answer came first.
    /// </summary>
    /// <returns>One for each step, in their order; null where nothing was offered.</returns>
    /// <exception cref="BudgetExhaustedException">The budget did not suffice for all: what it sufficed for is in <see cref="Nodes"/>.</exception>
    public async Task<ImmutableArray<Expansion?>> StepAllAsync(IReadOnlyList<Step> steps, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Budget.RequireAttempt();
        using var batch = new Batch(this);
        var affordable = steps.Take(Budget.AttemptsLeft).ToList();
        var first = NextAttempt;
        var begun = new List<Task<Proposal?>>();
        foreach (var step in affordable)
        {
            Report(new RunEvent.AttemptStarted(first + begun.Count, step.Node.Id, step.Proposer));
            begun.Add(batch.BeginAsync(step, cancellationToken));
        }

        await Task.WhenAll(begun.Select(Settled));
        cancellationToken.ThrowIfCancellationRequested();
        var (results, failure) = await AdmitAllAsync(affordable, begun, batch, cancellationToken);
        if (failure is not null)
        {
            throw failure;
        }

        return affordable.Count == steps.Count ? results : throw new BudgetExhaustedException($"{Budget.Limits.Attempts} attempts");
    }

    /// <summary>Takes a node for the answer where several score alike: the checks do not tell them apart, and the strategy does.</summary>
    public void Choose(Node node, string reason)
    {
        lock (gate)
        {
            chosen = node;
        }

        Report(new RunEvent.Chosen(node.Attempt, node.Id, reason));
    }

    /// <summary>Groups nodes by what they do on generated inputs, the largest group first. Each stands alone where nothing can tell.</summary>
    /// <exception cref="BudgetExhaustedException">The budget was spent before all were looked at.</exception>
    public async Task<ImmutableArray<BehaviourCluster>> ClusterAsync(IReadOnlyList<Node> nodes, CancellationToken cancellationToken) => stations.Clusters is { } clusters && nodes.Count > 1
        ? await clusters.ClusterAsync(this, nodes, cancellationToken)
        : [.. nodes.Select(n => new BehaviourCluster([n], 0, null) { Sampled = false })];

    /// <summary>For who follows the run: a reflection, a plan, an explanation.</summary>
    public void Note(string step, Node? about, string text) => Report(new RunEvent.Noted(step, about?.Id, text));

    private async Task<(ImmutableArray<Expansion?> Results, Exception? Failure)> AdmitAllAsync(List<Step> steps, List<Task<Proposal?>> begun, Batch batch, CancellationToken cancellationToken)
    {
        var results = ImmutableArray.CreateBuilder<Expansion?>(steps.Count);
        Exception? failure = null;
        foreach (var (step, proposing) in steps.Zip(begun))
        {
            results.Add(null);
            try
            {
                if (await proposing is { } proposal)
                {
                    Budget.DrawFinishedAttempt();
                    results[^1] = await AdmitAsync(step.Node, proposal, batch.VerdictAsync, cancellationToken);
                }
            }
            catch (Exception spent) when (spent is BudgetExhaustedException || proposing.IsFaulted || proposing.IsCanceled)
            {
                // The others were paid for: they are kept, and the failure is told after.
                failure ??= spent;
            }
        }

        return (results.ToImmutable(), failure);
    }

    private static async Task Settled(Task task)
    {
        try
        {
            await task;
        }
#pragma warning disable CA1031 // Every task is awaited once more where its failure counts.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private void Watch(int attempt, Turn turn)
    {
        string? seen;
        lock (gate)
        {
            seen = detector.Add(turn);
            (seen, stuck) = (seen == stuck ? null : seen, seen);
        }

        if (seen is not null)
        {
            Report(new RunEvent.Stuck(attempt, seen));
        }
    }

    /// <summary>Candidates that are verified side by side; the same code once.</summary>
    private sealed class Batch(Session session) : IDisposable
    {
        private readonly ConcurrentDictionary<string, Lazy<Task<Verdict>>> verdicts = new(StringComparer.Ordinal);
        private readonly SemaphoreSlim room = new(Math.Max(1, session.Sandbox.Capacity));

        public async Task<Proposal?> BeginAsync(Step step, CancellationToken cancellationToken)
        {
            var proposal = await step.ProposeAsync(cancellationToken);
            if (proposal?.Patch is { } patch && session.Patcher.Apply(session.Problem, step.Node.Tree, patch) is PatchResult.Applied { Tree: var tree } && session.SeenBefore(tree) is null)
            {
                await VerdictAsync(tree, cancellationToken);
            }

            return proposal;
        }

        /// <summary>Once every task that was begun has ended.</summary>
        public void Dispose() => room.Dispose();

        public Task<Verdict> VerdictAsync(SourceTree tree, CancellationToken cancellationToken) =>
            verdicts.GetOrAdd(tree.Hash, _ => new Lazy<Task<Verdict>>(() => VerifyAsync(tree, cancellationToken))).Value;

        private async Task<Verdict> VerifyAsync(SourceTree tree, CancellationToken cancellationToken)
        {
            await room.WaitAsync(cancellationToken);
            try
            {
                return await session.VerifyAsync(tree, cancellationToken);
            }
            finally
            {
                room.Release();
            }
        }
    }
}
