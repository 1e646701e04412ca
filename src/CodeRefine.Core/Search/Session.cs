using System.Collections.Immutable;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Events;
using CodeRefine.Core.Evidence;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Core.Search;

/// <summary>The stations that a session runs candidates through.</summary>
public sealed record Stations(IBuilder Builder, IPatcher Patcher, ISandbox Sandbox, ICritic Critic, IHistory History)
{
    /// <summary>Null for none: what does not compile stays so.</summary>
    public ICorrector? Corrector { get; init; }

    /// <summary>Null for none: near misses go back to who proposed them.</summary>
    public INeighbourhood? Neighbourhood { get; init; }

    /// <summary>Null for none: nothing is traced.</summary>
    public ITracer? Tracer { get; init; }

    /// <summary>Put a short trace into each failing node's critique: one more verdict for each. Default false.</summary>
    public bool TraceCritiques { get; init; }

    /// <summary>Who proposes checks, those that need no model first.</summary>
    public ImmutableArray<ICheckGenerator> Generators { get; init; } = [];

    /// <summary>Null for none: generated checks are not to be had.</summary>
    public ICheckScreen? CheckScreen { get; init; }

    /// <summary>Null for none: counterexamples are told and not kept.</summary>
    public IRegressionWriter? Regressions { get; init; }

    /// <summary>Of the run that is resumed or replayed; null for none.</summary>
    public RecordedEvidence? Recorded { get; init; }

    /// <summary>Null for none: nodes can't be told apart by what they do.</summary>
    public IBehaviourClusters? Clusters { get; init; }
}

/// <summary>
/// What a strategy and its proposers are given: the problem, the nodes so far, and every station of the loop,
/// all drawing on one budget. It holds nothing held back.
/// </summary>
public sealed partial class Session
{
    private readonly Stations stations;
    private readonly ImmutableArray<IRunObserver> observers;
    private readonly Lock gate = new();
    private readonly List<Node> nodes = [];
    private readonly List<Rejection> rejections = [];
    private readonly Dictionary<string, Node> byTree = [];
    private int attempts;
    private Node? chosen;

    public Session(Problem problem, Stations stations, Budget budget, ulong seed, IEnumerable<IRunObserver> observers)
    {
        Problem = problem;
        this.stations = stations;
        Budget = budget;
        Seed = seed;
        this.observers = [.. observers];
    }

    public Problem Problem { get; }
    public Budget Budget { get; }

    /// <summary>Source of all randomness of the run.</summary>
    public ulong Seed { get; }
    public IBuilder Builder => stations.Builder;
    public IPatcher Patcher => stations.Patcher;
    public ISandbox Sandbox => stations.Sandbox;

    public IReadOnlyList<Node> Nodes
    {
        get
        {
            lock (gate)
            {
                return [.. nodes];
            }
        }
    }

    /// <summary>Proposals that gave no node, in the order of attempts.</summary>
    public IReadOnlyList<Rejection> Rejections
    {
        get
        {
            lock (gate)
            {
                return [.. rejections];
            }
        }
    }

    public Node Root => Nodes[0];

    /// <summary>The number that the next attempt will have. Nodes made by tools have numbers of their own, which the budget does not count.</summary>
    public int NextAttempt
    {
        get
        {
            lock (gate)
            {
                return attempts + 1;
            }
        }
    }

    /// <summary>Highest score; of equals the earliest.</summary>
    public Node Best => Nodes.MaxBy(n => n.Value)!;

    /// <summary>What the run answers with: the node that the strategy chose, unless a better one came after; else the best.</summary>
    public Node Answer
    {
        get
        {
            var best = Best;
            lock (gate)
            {
                return chosen is { } node && node.Value >= best.Value ? node : best;
            }
        }
    }

    public void Report(RunEvent happened)
    {
        lock (gate)
        {
            foreach (var observer in observers)
            {
                observer.Observe(happened);
            }
        }
    }

    /// <summary>Verifies the problem's sources as they are and makes them the root.</summary>
    public async Task<Node> StartAsync(CancellationToken cancellationToken)
    {
        var verdict = await VerifyAsync(Problem.Sources, cancellationToken);
        return (await AdmitAsync(null, null, 0, Problem.Sources, verdict, cancellationToken)).Proposed;
    }

    /// <summary>
    /// Applies a proposal to a node and verifies what comes of it; what does not compile is corrected, and a near miss searched around, where the stations have
    /// the tools. Draws one attempt.
    /// </summary>
    /// <returns>The node that tools left of it: the proposal's own is its <see cref="Node.Origin"/>.</returns>
    public Task<Expansion> ExpandAsync(Node parent, Proposal proposal, CancellationToken cancellationToken)
    {
        Budget.DrawAttempt();
        return AdmitAsync(parent, proposal, VerifyAsync, cancellationToken);
    }

    /// <param name="verify">Gives a candidate's verdict: from now, or from before.</param>
    private async Task<Expansion> AdmitAsync(Node parent, Proposal proposal, Func<SourceTree, CancellationToken, Task<Verdict>> verify, CancellationToken cancellationToken)
    {
        var attempt = TakeNumber();
        Report(new RunEvent.Proposed(attempt, parent.Id, proposal));
        if (proposal.Patch is null)
        {
            return Reject(attempt, parent, proposal, proposal.Notes);
        }

        var result = Patcher.Apply(Problem, parent.Tree, proposal.Patch);
        if (result is PatchResult.Rejected rejected)
        {
            return Reject(attempt, parent, proposal, rejected.Explain());
        }

        var applied = (PatchResult.Applied)result;
        if (SeenBefore(applied.Tree) is { } twin)
        {
            return Reject(attempt, parent, proposal, $"This gives the same code as attempt {twin.Attempt}, whose verdict was {twin.Verdict.Kind}: {twin.Critique.Headline}", twin);
        }

        var verdict = await verify(applied.Tree, cancellationToken);
        var (proposed, final) = await AdmitAsync(parent, proposal, attempt, applied.Tree, verdict, cancellationToken);
        Watch(attempt, Turn.Of(proposed));
        return new Expansion(final, null);
    }

    /// <summary>Builds and runs all visible checks, with the full report; a hang is looked into.</summary>
    public async Task<Verdict> VerifyAsync(SourceTree tree, CancellationToken cancellationToken)
    {
        var build = await Builder.BuildAsync(Problem, tree, cancellationToken);
        if (build is not BuildResult.Success success)
        {
            return Judge.Decide(build);
        }

        var report = await RunAsync(RunFor(success), cancellationToken);
        var verdict = Judge.Decide(build, report);
        return verdict.Kind == VerdictKind.TimedOut ? await LocateHangAsync(tree, verdict, cancellationToken) : verdict;
    }

    /// <summary>One run in the sandbox, drawn from the budget; what it runs is the caller's.</summary>
    public async Task<CheckReport> RunAsync(CheckRun run, CancellationToken cancellationToken)
    {
        Budget.DrawVerdict();
        return await Sandbox.RunAsync(run, cancellationToken);
    }

    /// <summary>One screening of many variants: it draws what one run does, however many they are.</summary>
    public async Task<ScreenReport> ScreenAsync(ScreenRun run, CancellationToken cancellationToken)
    {
        Budget.DrawVerdict();
        return await Sandbox.ScreenAsync(run, cancellationToken);
    }

    public CheckRun RunFor(BuildResult.Success build) => new()
    {
        Candidate = build.Candidate,
        Checks = build.ChecksImage,
        Expected = build.Checks,
        Limits = Problem.Limits,
        Seed = Seed,
    };

    public Node? SeenBefore(SourceTree tree)
    {
        lock (gate)
        {
            return byTree.GetValueOrDefault(tree.Hash);
        }
    }

    /// <param name="twin">The node that has the same code already; null where there is none.</param>
    private Expansion Reject(int attempt, Node parent, Proposal proposal, string reason, Node? twin = null)
    {
        lock (gate)
        {
            rejections.Add(new Rejection(attempt, parent.Id, proposal.Proposer, reason));
        }

        Report(new RunEvent.ProposalRejected(attempt, reason));
        Watch(attempt, twin is null ? Turn.Of(proposal, reason) : Turn.Of(twin));
        return new Expansion(null, reason) { Twin = twin };
    }

    private int TakeNumber()
    {
        lock (gate)
        {
            return ++attempts;
        }
    }

    /// <param name="critique">Null to have one written.</param>
    private async Task<Node> AddAsync(Node? parent, Proposal? proposal, int attempt, SourceTree tree, Verdict verdict, Critique? critique, CancellationToken cancellationToken)
    {
        critique ??= await AddTraceAsync(await stations.Critic.CritiqueAsync(Problem, tree, verdict, cancellationToken), tree, verdict, cancellationToken);
        var id = await stations.History.CommitAsync(new NodeDraft(attempt, parent?.Id, tree, proposal, verdict, critique), cancellationToken);
        var node = new Node { Id = id, Parent = parent, Attempt = attempt, Tree = tree, Proposal = proposal, Verdict = verdict, Critique = critique };
        lock (gate)
        {
            nodes.Add(node);
            byTree.TryAdd(tree.Hash, node);
        }

        Report(new RunEvent.NodeAdded(attempt, id, parent?.Id, tree.Hash, verdict.Kind.ToString(), verdict.Score, critique.Kind.ToString(), critique.Headline) { Node = node });
        return node;
    }

    /// <summary>Runs the check that hung once more with a step budget compiled in: the exception's first candidate frame is where it went round.</summary>
    private async Task<Verdict> LocateHangAsync(SourceTree tree, Verdict verdict, CancellationToken cancellationToken)
    {
        var hung = verdict.Report!.Results.FirstOrDefault(r => r.Status == CheckStatus.TimedOut)?.Check;
        if (hung is null || await Builder.BuildForHangAsync(Problem, tree, cancellationToken) is not { } probe)
        {
            return verdict;
        }

        var report = await RunAsync(RunFor(probe) with { Expected = [hung] }, cancellationToken);
        var site = report.Results.SelectMany(r => r.Failures).SelectMany(f => f.Stack).FirstOrDefault(f => f.Path is not null && tree.Contains(f.Path));
        return verdict with { HangSite = site };
    }
}

/// <summary>What came of a proposal: a node, or the reason why there is none.</summary>
public sealed record Expansion(Node? Node, string? Rejection)
{
    /// <summary>Where the proposal gave the code of a node that was there before: that node.</summary>
    public Node? Twin { get; init; }
}

/// <summary>A proposal that gave no node: its patch did not apply, or gave a state that was seen before.</summary>
public sealed record Rejection(int Attempt, string ParentId, string Proposer, string Reason);
