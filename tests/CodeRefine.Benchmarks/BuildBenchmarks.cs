using BenchmarkDotNet.Attributes;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Benchmarks;

/// <summary>A one-file edit compiled in process, its checks with it.</summary>
[MemoryDiagnoser]
public class BuildBenchmarks
{
    private Problem problem = null!;
    private RoslynBuilder warm = null!;
    private int round;

    [Params("01-off-by-one", "12-shopping-cart")]
    public string Task { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        problem = Samples.Problem(Task);
        warm = NewBuilder();
    }

    [Benchmark(Baseline = true)]
    public Task<BuildResult> Warm_builder() => warm.BuildAsync(problem, Samples.Edited(problem, round++), CancellationToken.None);

    [Benchmark]
    public Task<BuildResult> New_builder() => NewBuilder().BuildAsync(problem, Samples.Edited(problem, round++), CancellationToken.None);

    private static RoslynBuilder NewBuilder() => new(new ReferenceSet(TestHostFolder.Find()));
}
