using System.Collections.Immutable;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Catalogue;

/// <summary>Tells candidates apart that the checks let pass alike: what they do on generated inputs.</summary>
public interface IBehaviours
{
    /// <summary>Groups nodes by what they do; each group in the order given, and so are the groups. Nodes that cannot be run stand alone.</summary>
    Task<ImmutableArray<ImmutableArray<Node>>> ClusterAsync(Session session, IReadOnlyList<Node> nodes, CancellationToken cancellationToken);
}
