namespace CodeRefine.Core.Search;

/// <summary>Makes patches from a node and its critique.</summary>
public interface IProposer
{
    string Name { get; }

    /// <summary>The next proposal for <paramref name="node"/>, or null when it has nothing (more) to offer for it. All that it runs and asks goes through the session and its budget.</summary>
    /// <exception cref="Budgets.BudgetExhaustedException">The budget was spent before it had one.</exception>
    Task<Proposal?> ProposeAsync(Session session, Node node, CancellationToken cancellationToken);
}
