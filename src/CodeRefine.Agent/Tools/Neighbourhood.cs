using CodeRefine.Agent.Repair;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;
using CodeRefine.Roslyn.Compile;

namespace CodeRefine.Agent.Tools;

/// <summary>
/// A short search of the built-in repair engine around a model's near miss: an answer that passes most checks often lacks one small edit, and trying some dozens
/// of them costs less than a call. Only visible checks are run.
/// </summary>
public sealed class Neighbourhood(RoslynBuilder builder, NeighbourhoodOptions? options = null, TimeProvider? time = null) : INeighbourhood
{
    private readonly NeighbourhoodOptions options = options ?? new NeighbourhoodOptions();

    public bool Wants(Node node) =>
        node.Origin.Proposal?.ByModel == true
        && node.Verdict.Kind is VerdictKind.CheckFailed or VerdictKind.PropertyFalsified or VerdictKind.Crashed or VerdictKind.TimedOut
        && node.Value >= options.LeastScore
        && Depth(node) < options.Rounds;

    public async Task<Proposal?> SearchAsync(Session session, Node node, CancellationToken cancellationToken)
    {
        session.Report(new RunEvent.Progress("neighbourhood: searching around a near miss"));
        var engine = new RepairProposer(builder, options.Repair, time);
        return await engine.ProposeAsync(session, node, cancellationToken) is { Patch: { } patch } found
            ? found with { Proposer = INeighbourhood.Proposer, Patch = patch with { Summary = $"neighbourhood: {patch.Summary}" } }
            : null;
    }

    /// <summary>Searches that led to the node.</summary>
    private static int Depth(Node node) => node.Proposal?.Proposer == INeighbourhood.Proposer ? 1 + Depth(node.Parent!) : 0;
}

/// <summary>Bounds of the search around one near miss.</summary>
public sealed record NeighbourhoodOptions
{
    /// <summary>Share of the checks that pass, from which on a node is a near miss. Default 0.5, above 0 to 1.</summary>
    public double LeastScore { get; init; } = 0.5;

    /// <summary>Edits in a row: an edit that only helps is the start of another search. Default 2, from 1.</summary>
    public int Rounds { get; init; } = 2;

    /// <summary>Edits that are run against the failing checks. Default 150, from 1.</summary>
    public int Edits { get; init; } = 150;

    /// <summary>Default 20 s.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(20);

    internal RepairOptions Repair => new() { MaxCandidates = Edits, CallTime = Time, TimeShare = 0.25, MoreAfterFirst = 8 };
}
