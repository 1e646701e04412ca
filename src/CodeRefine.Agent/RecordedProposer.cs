using CodeRefine.Core.Search;

namespace CodeRefine.Agent;

/// <summary>
/// Goes on with an interrupted run: offers what was proposed then, for the same nodes in the same order, and asks <paramref name="live"/> when the recording
/// is used up. A node's id is its commit's, so that the same proposals in the same order lead to the same nodes; where one does not (the checks or the
/// compiler changed since), the rest of the recording is worthless and is dropped.
/// </summary>
/// <param name="recorded">From the earlier journal, in its order: the node's id and what was proposed for it.</param>
public sealed class RecordedProposer(IEnumerable<(string ParentId, Proposal Proposal)> recorded, IProposer live) : IProposer, INodePreference
{
    private readonly Queue<(string ParentId, Proposal Proposal)> left = new(recorded);

    public string Name => live.Name;

    /// <summary>How many recorded proposals were not offered yet.</summary>
    public int Left => left.Count;

    public Node? Prefer(Session session)
    {
        if (left.TryPeek(out var next))
        {
            if (session.Nodes.FirstOrDefault(n => n.Id == next.ParentId) is { } node)
            {
                return node;
            }

            left.Clear();
        }

        return (live as INodePreference)?.Prefer(session);
    }

    public async Task<Proposal?> ProposeAsync(Session session, Node node, CancellationToken cancellationToken) =>
        left.TryPeek(out var next) && next.ParentId == node.Id ? left.Dequeue().Proposal : await live.ProposeAsync(session, node, cancellationToken);
}
