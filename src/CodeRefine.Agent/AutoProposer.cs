using CodeRefine.Core.Search;

namespace CodeRefine.Agent;

/// <summary>
/// The default: what costs nothing first. Each node is offered to the repair engine once before the model is asked about it, and each answer of the model's that does
/// not pass is offered to the repair engine too (<see cref="Prefer"/>), since many fail by a missing token, a using or an off-by-one: Lyra's "tool
/// correction", deterministic fixes before another call. Without a model the repair engine is asked until it has nothing more.
/// </summary>
/// <param name="chat">Null where no model is configured.</param>
public sealed class AutoProposer(IProposer repair, IProposer? chat = null) : IProposer, INodePreference
{
    /// <summary>Nodes for which the repair engine had nothing; what it did offer is in the session.</summary>
    private readonly HashSet<string> barren = [];

    public string Name => "auto";

    public Node? Prefer(Session session) => chat is null ? null
        : session.Nodes.LastOrDefault(n => n.Origin.Proposal?.Proposer == chat.Name && !n.Verdict.Passed && !session.HasSuccessor(n) && !Repaired(session, n));

    public async Task<Proposal?> ProposeAsync(Session session, Node node, CancellationToken cancellationToken)
    {
        if (chat is null || !Repaired(session, node))
        {
            if (await repair.ProposeAsync(session, node, cancellationToken) is { } repaired)
            {
                return repaired;
            }

            barren.Add(node.Id);
        }

        // A model's answer that is not the best node is only here to be repaired.
        return chat is not null && ReferenceEquals(node, session.Best) ? await chat.ProposeAsync(session, node, cancellationToken) : null;
    }

    private bool Repaired(Session session, Node node) => barren.Contains(node.Id)
        || session.Nodes.Any(n => ReferenceEquals(n.Parent, node) && n.Proposal?.Proposer == repair.Name)
        || session.Rejections.Any(r => r.ParentId == node.Id && r.Proposer == repair.Name);
}
