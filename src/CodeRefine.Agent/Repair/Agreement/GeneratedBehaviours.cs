using System.Collections.Immutable;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;

namespace CodeRefine.Agent.Repair.Agreement;

/// <summary>Behaviour clusters by the calls that the visible checks make, on inputs generated without a model.</summary>
public sealed class GeneratedBehaviours(RoslynBuilder builder) : IBehaviours
{
    public async Task<ImmutableArray<ImmutableArray<Node>>> ClusterAsync(Session session, IReadOnlyList<Node> nodes, CancellationToken cancellationToken)
    {
        if (nodes.Count < 2 || await BehaviourSampler.CreateAsync(builder, session, nodes[0].Tree, cancellationToken) is not { } sampler)
        {
            return [.. nodes.Select(n => ImmutableArray.Create(n))];
        }

        var clusters = new List<(BehaviourSample? Sample, List<Node> Nodes)>();
        foreach (var node in nodes)
        {
            var sample = await sampler.SampleAsync(node.Tree, cancellationToken);
            var same = sample is null ? null : clusters.Find(c => c.Sample?.AgreesWith(sample) == true).Nodes;
            if (same is null)
            {
                clusters.Add((sample, same = []));
            }

            same.Add(node);
        }

        return [.. clusters.Select(c => c.Nodes.ToImmutableArray())];
    }
}
