using CodeRefine.Agent.Evidence;
using CodeRefine.Agent.Tests.Repair;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Tests.Evidence;

public sealed class BehaviourClusterTests(RepairWorld world) : IClassFixture<RepairWorld>
{
    [Fact]
    public async Task Nodes_that_do_the_same_on_generated_inputs_are_one_cluster_the_largest_first()
    {
        var run = await world.StartAsync(SourceTree.From(("C.cs", Of("a < b ? a : b"))), "[Fact] public void Two_and_three() => Assert.Equal(3, C.Larger(2, 3));");
        var nodes = new List<Node>();
        foreach (var body in new[] { "b", "a > b ? a : b", "System.Math.Max(a, b)", "this does not build" })
        {
            var expansion = await run.Session.ExpandAsync(run.Session.Root, new Proposal("test", PatchTo(body)), TestContext.Current.CancellationToken);
            nodes.Add(expansion.Node!);
        }

        var clusters = await new BehaviourClusters(world.Builder).ClusterAsync(run.Session, nodes, TestContext.Current.CancellationToken);

        Assert.Equal([[nodes[1], nodes[2]], [nodes[0]], [nodes[3]]], clusters.Select(c => c.Nodes.ToArray()));
        Assert.Equal([true, true, false], clusters.Select(c => c.Sampled));
        Assert.Null(clusters[0].Witness);
        var witness = Assert.IsType<Core.Evidence.BehaviourWitness>(clusters[1].Witness);
        Assert.StartsWith("Larger(", witness.Input, StringComparison.Ordinal);
        Assert.NotEqual(witness.Own, witness.Other);
    }

    private static string Of(string body) => $"public static class C {{ public static int Larger(int a, int b) => {body}; }}";

    private static Patch PatchTo(string body) => new([new Edit.WholeFile("C.cs", Of(body))], body);
}
