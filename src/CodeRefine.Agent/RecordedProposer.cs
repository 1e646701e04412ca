using System.Collections.Immutable;
using System.Text.Json;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent;

/// <summary>
/// Goes on with an interrupted run: offers for each node what was proposed for it then, in that order, and asks <paramref name="live"/> when that is used up. A
/// node's id is its commit's, so that the same proposals lead to the same nodes; what was recorded for nodes that come out otherwise (the checks or the
/// compiler changed since) is never asked for.
/// </summary>
/// <remarks>
/// For proposers without a model, whose search a machine's speed may bound; a model's answers are recorded by its prompts. That a node had nothing (more) is recorded
/// too. A live search that begins again for a node is asked on past what it offered before.
/// </remarks>
/// <param name="earlier">The earlier journal's events, in their order; empty for a new run, whose ends are then recorded.</param>
public sealed class RecordedProposer(IEnumerable<RunEvent> earlier, IProposer live) : IProposer, INodePreference
{
    private readonly Dictionary<string, ImmutableArray<Proposal>> known = earlier.OfType<RunEvent.Proposed>().Where(p => p.Proposal.Proposer == live.Name)
        .GroupBy(p => p.Attempt).Select(g => g.Last()).OrderBy(p => p.Attempt)
        .GroupBy(p => p.ParentId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(p => p.Proposal).ToImmutableArray(), StringComparer.Ordinal);
    private readonly HashSet<string> barren = [.. earlier.OfType<RunEvent.NothingOffered>().Where(n => n.Proposer == live.Name).Select(n => n.ParentId)];
    private readonly Dictionary<string, int> offered = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public string Name => live.Name;

    /// <summary>How many recorded proposals were not offered yet.</summary>
    public int Left => known.Sum(k => Math.Max(0, k.Value.Length - offered.GetValueOrDefault(k.Key)));

    public Node? Prefer(Session session) => (live as INodePreference)?.Prefer(session);

    public async Task<Proposal?> ProposeAsync(Session session, Node node, CancellationToken cancellationToken)
    {
        var recorded = known.GetValueOrDefault(node.Id, []);
        lock (gate)
        {
            var next = offered.GetValueOrDefault(node.Id);
            offered[node.Id] = next + 1;
            if (next < recorded.Length)
            {
                return recorded[next];
            }

            if (barren.Contains(node.Id))
            {
                return null;
            }
        }

        var proposal = await live.ProposeAsync(session, node, cancellationToken);
        while (proposal?.Patch is not null && recorded.Any(r => IsSame(r, proposal)))
        {
            proposal = await live.ProposeAsync(session, node, cancellationToken);
        }

        if (proposal is null)
        {
            session.Report(new RunEvent.NothingOffered(node.Id, Name));
        }

        return proposal;
    }

    private static bool IsSame(Proposal a, Proposal b) => a.Patch is { } first && b.Patch is { } second && JsonSerializer.Serialize(first.Edits) == JsonSerializer.Serialize(second.Edits);
}
