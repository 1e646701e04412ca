using System.Runtime.CompilerServices;
using CodeRefine.Agent.Repair.Agreement;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;
using CodeRefine.Roslyn.Compile;

namespace CodeRefine.Agent.Repair;

/// <summary>
/// The built-in repair engine: no model. Mends compile errors in process, and failing checks by single edits that it
/// screens in the sandbox. An edit that only helps is offered too: the node that comes of it is repaired in its turn, and so
/// a fault that needs two edits is mended in two rounds. For one node it never offers the same twice.
/// </summary>
public sealed class RepairProposer : IProposer
{
    private readonly RoslynBuilder builder;
    private readonly RepairOptions options;
    private readonly TimeProvider time;
    private readonly IPatchJudge? judge;
    private readonly ConditionalWeakTable<Node, INodeRepair> known = [];

    /// <param name="judge">Is asked where fixes that pass every check differ; null for nobody.</param>
    public RepairProposer(RoslynBuilder builder, RepairOptions? options = null, TimeProvider? time = null, IPatchJudge? judge = null)
    {
        this.judge = judge;
        this.builder = builder;
        this.options = options ?? new RepairOptions();
        this.time = time ?? TimeProvider.System;
    }

    public string Name => "repair";

    public async Task<Proposal?> ProposeAsync(Session session, Node node, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(node, out var repair))
        {
            repair = Start(session, node);
            known.AddOrUpdate(node, repair);
        }

        return await repair.NextAsync(cancellationToken) is { } found ? new Proposal(Name, found.Patch, found.Notes) : null;
    }

    private INodeRepair Start(Session session, Node node) => node.Verdict switch
    {
        { Kind: VerdictKind.CompileError, Build: BuildResult.Failure { Part: not FailedPart.Checks } } => new CompileErrorRound(builder, options, time, session, node),
        { Kind: VerdictKind.Passed or VerdictKind.PolicyViolation or VerdictKind.CompileError } => NothingToRepair.Instance,
        _ => new FailingChecksRound(builder, options, time, session, node, judge),
    };

    private sealed class NothingToRepair : INodeRepair
    {
        public static NothingToRepair Instance { get; } = new();

        public Task<RepairOffer?> NextAsync(CancellationToken cancellationToken) => Task.FromResult<RepairOffer?>(null);
    }
}
