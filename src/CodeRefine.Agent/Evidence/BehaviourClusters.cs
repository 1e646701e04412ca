using System.Collections.Immutable;
using CodeRefine.Agent.Repair.Agreement;
using CodeRefine.Core.Evidence;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;

namespace CodeRefine.Agent.Evidence;

/// <summary>Clusters nodes by their outputs on generated inputs: what the visible checks call, run in the sandbox with the same inputs for each node. Safe for concurrent calls.</summary>
public sealed class BehaviourClusters(RoslynBuilder builder) : IBehaviourClusters
{
    public async Task<ImmutableArray<BehaviourCluster>> ClusterAsync(Session session, IReadOnlyList<Node> nodes, CancellationToken cancellationToken)
    {
        if (nodes.Count == 0)
        {
            return [];
        }

        var sampled = new List<(Node Node, BehaviourSample? Sample)>();
        var sampler = await SamplerAsync(session, nodes, cancellationToken);
        foreach (var node in nodes)
        {
            sampled.Add((node, sampler is null || node.Verdict.Report is null ? null : await sampler.SampleAsync(node.Tree, cancellationToken)));
        }

        return Group(sampled);
    }

    /// <summary>Pure: the same samples give the same clusters.</summary>
    internal static ImmutableArray<BehaviourCluster> Group(IReadOnlyList<(Node Node, BehaviourSample? Sample)> sampled)
    {
        var groups = new List<(List<Node> Nodes, BehaviourSample? Sample)>();
        foreach (var (node, sample) in sampled)
        {
            var same = sample is null ? default : groups.Find(g => g.Sample?.AgreesWith(sample) == true);
            if (same.Nodes is null)
            {
                groups.Add(([node], sample));
            }
            else
            {
                same.Nodes.Add(node);
            }
        }

        // A stable sort: of equals the one with the earliest node stays first.
        var ordered = groups.OrderByDescending(g => g.Nodes.Count).ThenBy(g => g.Sample is null).ToList();
        var largest = ordered[0].Sample;
        return [.. ordered.Select((g, i) => new BehaviourCluster([.. g.Nodes], FaultsOf(g.Sample, ordered.Select(o => o.Sample)), i == 0 ? null : WitnessOf(g.Sample, largest)) { Sampled = g.Sample is not null })];
    }

    private async Task<BehaviourSampler?> SamplerAsync(Session session, IReadOnlyList<Node> nodes, CancellationToken cancellationToken)
    {
        // One that builds names the members; all are then asked the same.
        var model = nodes.FirstOrDefault(n => n.Verdict.Report is not null);
        return model is null ? null : await BehaviourSampler.CreateAsync(builder, session, model.Tree, cancellationToken);
    }

    private static int FaultsOf(BehaviourSample? sample, IEnumerable<BehaviourSample?> all)
    {
        var others = all.Where(o => o is not null && o != sample).ToList();
        return sample?.Rows.Count(r => r.Value.LooksFaulty && others.Exists(o => o!.Rows.TryGetValue(r.Key, out var theirs) && !theirs.LooksFaulty)) ?? 0;
    }

    private static BehaviourWitness? WitnessOf(BehaviourSample? own, BehaviourSample? largest) =>
        own is not null && largest is not null && own.DifferencesTo(largest).FirstOrDefault() is ({ } mine, { } theirs) ? new BehaviourWitness(mine.Input, mine.Outcome, theirs.Outcome) : null;
}
