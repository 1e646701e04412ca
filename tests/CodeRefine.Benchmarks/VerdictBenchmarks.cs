using BenchmarkDotNet.Attributes;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Sandboxes;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Benchmarks;

/// <summary>A built candidate's checks, run in each sandbox: the part of a verdict that is not compiling.</summary>
public class VerdictBenchmarks
{
    private ISandbox sandbox = null!;
    private CheckRun run = null!;

    [Params(SandboxFactory.Docker, SandboxFactory.Bubblewrap)]
    public string Sandbox { get; set; } = "";

    [GlobalSetup]
    public async Task SetUp()
    {
        Problem problem = Samples.Problem("01-off-by-one");
        var build = await new RoslynBuilder(new ReferenceSet(TestHostFolder.Find())).BuildAsync(problem, problem.Sources, CancellationToken.None);
        var built = (BuildResult.Success)build;
        run = new CheckRun { Candidate = built.Candidate, Checks = built.ChecksImage, Expected = built.Checks, Limits = problem.Limits };
        sandbox = await SandboxFactory.CreateAsync(Sandbox, 1, CancellationToken.None);
    }

    [GlobalCleanup]
    public async Task CleanUp() => await sandbox.DisposeAsync();

    [Benchmark(Baseline = true)]
    public Task<CheckReport> Pooled() => sandbox.RunAsync(run, CancellationToken.None);

    [Benchmark]
    public Task<CheckReport> Fresh() => sandbox.RunAsync(run with { Fresh = true }, CancellationToken.None);
}
