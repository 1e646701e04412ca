namespace CodeRefine.Core.Search;

/// <summary>Looks around a model's near miss for a node that passes, before another call is spent.</summary>
public interface INeighbourhood
{
    /// <summary>The proposer's name of the nodes that it finds.</summary>
    const string Proposer = "neighbourhood";

    /// <summary>Whether the node is a near miss that is worth the search.</summary>
    bool Wants(Node node);

    /// <summary>A patch for the node, found by visible checks alone; null where its bounds hold none.</summary>
    /// <exception cref="Budgets.BudgetExhaustedException">The run's budget was spent before.</exception>
    Task<Proposal?> SearchAsync(Session session, Node node, CancellationToken cancellationToken);
}
