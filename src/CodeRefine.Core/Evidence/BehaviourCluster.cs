using System.Collections.Immutable;
using CodeRefine.Core.Search;

namespace CodeRefine.Core.Evidence;

/// <summary>Nodes that did the same on every generated input that was tried.</summary>
/// <param name="Nodes">In the order in which they were given.</param>
/// <param name="Faults">Inputs on which they end as faulty programs do (a null reference, an index out of range, no end) though another cluster gives a value.</param>
/// <param name="Witness">The shortest input, as a call in C#, on which this cluster differs from the largest one, with both outcomes; null for the largest one.</param>
public sealed record BehaviourCluster(ImmutableArray<Node> Nodes, int Faults, BehaviourWitness? Witness)
{
    /// <summary>False where nothing could be sampled: such a node stands alone.</summary>
    public bool Sampled { get; init; } = true;
}

/// <param name="Input">The call, as C#.</param>
/// <param name="Own">What this cluster does with it.</param>
/// <param name="Other">What the largest cluster does.</param>
public sealed record BehaviourWitness(string Input, string Own, string Other);

/// <summary>Groups nodes by what they do with generated inputs: for a plurality vote, which no check has to decide.</summary>
public interface IBehaviourClusters
{
    /// <summary>
    /// Clusters, the largest first, of equals the one with the earliest node. Draws one verdict for each node that builds. Where the checks call nothing that inputs can be
    /// made for, each node stands alone.
    /// </summary>
    /// <exception cref="Budgets.BudgetExhaustedException">The budget was spent before all were sampled.</exception>
    Task<ImmutableArray<BehaviourCluster>> ClusterAsync(Session session, IReadOnlyList<Node> nodes, CancellationToken cancellationToken);
}
