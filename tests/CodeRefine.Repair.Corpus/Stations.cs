using CodeRefine.Core;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Sandboxes;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Repair.Corpus;

/// <summary>The real builder and a real sandbox, warm over all entries.</summary>
public sealed class Stations : IAsyncLifetime
{
    private readonly RoslynBuilder builder = new(new ReferenceSet(TestHostFolder.Find()));
    private ISandbox? sandbox;

    public async ValueTask InitializeAsync()
    {
        try
        {
            sandbox = await SandboxFactory.CreateAsync(SandboxFactory.Auto, 1, default);
        }
        catch (UserErrorException) when (Environment.GetEnvironmentVariable("CODEREFINE_REQUIRE_SANDBOXES") != "1")
        {
            // Each test skips, and says so.
        }
    }

    public async Task<Verdict> VerifyAsync(Problem problem, SourceTree tree)
    {
        var build = await builder.BuildAsync(problem, tree, default);
        return build is BuildResult.Success success
            ? Judge.Decide(build, await Sandbox().RunAsync(new CheckRun { Candidate = success.Candidate, Checks = success.ChecksImage, Expected = success.Checks, Limits = problem.Limits }, default))
            : Judge.Decide(build);
    }

    public async ValueTask DisposeAsync()
    {
        if (sandbox is not null)
        {
            await sandbox.DisposeAsync();
        }
    }

    private ISandbox Sandbox()
    {
        Assert.SkipWhen(sandbox is null, "No sandbox works here: run sandboxes/setup.sh.");
        return sandbox!;
    }
}
