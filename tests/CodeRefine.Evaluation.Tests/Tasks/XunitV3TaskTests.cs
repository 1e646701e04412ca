using CodeRefine.Core;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Tasks;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Instrument;
using CodeRefine.Sandboxes;

namespace CodeRefine.Evaluation.Tests.Tasks;

/// <summary>A task whose checks are written for xunit v3, from its folder to the verdict, in both real sandboxes.</summary>
public sealed class XunitV3TaskTests(XunitV3TaskTests.Sandboxes sandboxes) : IClassFixture<XunitV3TaskTests.Sandboxes>
{
    private static readonly LoadedTask Task3 = TaskLoader.Load(Path.Combine(RepositoryRoot.Path, "tests", "CodeRefine.Evaluation.Tests", "Fixtures", "xunit-v3"));
    private static readonly RoslynBuilder Builder = new(new ReferenceSet(Environment.GetEnvironmentVariable("CODEREFINE_TESTHOST") ?? Path.Combine(AppContext.BaseDirectory, "testhost")));
    private static readonly SourceTree Solution = Edited("return to - from;", "return to - from + 1;");

    [Theory]
    [InlineData(SandboxFactory.Docker)]
    [InlineData(SandboxFactory.Bubblewrap)]
    public async Task A_task_for_xunit_v3_is_judged_like_any_other(string kind)
    {
        var sandbox = await sandboxes.GetAsync(kind);
        Assert.Equal(CheckFramework.XunitV3, Task3.Problem.Framework);

        var start = await RunAsync(sandbox, Task3.Problem.Sources);
        Assert.Equal(HostEnd.Completed, start.End);
        Assert.Equal(
            [("Direction_does_not_matter", CheckStatus.Failed), ("Counts_backwards", CheckStatus.Passed), ("Counts_as_the_table_says", CheckStatus.Passed), ("Can_be_waited_for", CheckStatus.Passed), ("Counts_both_ends", CheckStatus.Failed), ("Is_supported", CheckStatus.Failed), ("Counts_dates", CheckStatus.Skipped)],
            start.Results.Select(r => (r.Check.Name, r.Status)));
        var counted = Assert.Single(start.Results[4].Failures);
        Assert.Equal(("3", "2", "tests/RangesTests.cs"), (counted.Expected, counted.Actual, counted.Stack[0].Path));
        Assert.NotNull(Assert.Single(start.Results[0].Failures).Counterexample);
        Assert.Equal((2, "run 1\n"), (start.Results[1].CasesPassed, start.Results[2].Output));

        var solved = await RunAsync(sandbox, Solution);
        Assert.True(solved.Passed, string.Join("; ", solved.Results.SelectMany(r => r.Failures).Select(f => f.Message)));
        Assert.Equal(GradeOutcome.Passed, (await new Grader(Builder, _ => ValueTask.FromResult<ISandbox>(new SharedSandbox(sandbox))).GradeAsync(Task3, Solution, 1, default))!.Outcome);
    }

    [Theory]
    [InlineData(SandboxFactory.Docker)]
    [InlineData(SandboxFactory.Bubblewrap)]
    public async Task Its_run_stops_early_covers_and_never_takes_a_skip_or_a_hang_for_a_pass(string kind)
    {
        var sandbox = await sandboxes.GetAsync(kind);
        var skipping = await RunAsync(sandbox, Edited("Supported => true", "Supported => false"));
        var skipped = skipping.Results.Single(r => r.Check.Name == "Is_supported");
        Assert.Equal(CheckStatus.Failed, skipped.Status);
        Assert.Contains("\"not supported\"", Assert.Single(skipped.Failures).Message, StringComparison.Ordinal);

        var instrumented = (await Builder.BuildInstrumentedAsync(Task3.Problem, Task3.Problem.Sources, InstrumentOptions.Default with { Coverage = true }, default))!;
        var covered = await sandbox.RunAsync(RunOf(instrumented.Build) with { CollectCoverage = true }, default);
        Assert.NotEmpty(covered.Results[4].Coverage);
        Assert.NotEqual(covered.Results[1].Coverage, covered.Results[4].Coverage);

        var first = await sandbox.RunAsync(RunOf(await BuildAsync(Task3.Problem.Sources)) with { FailFast = true }, default);
        Assert.Equal((CheckStatus.Failed, CheckStatus.NotRun), (first.Results[0].Status, first.Results[^2].Status));

        var hanging = RunOf(await BuildAsync(Edited("return from - to + 1;", "while (true) { }")));
        var hung = await sandbox.RunAsync(hanging with { Expected = [.. hanging.Expected.Where(c => c.Kind == CheckKind.Test)], Limits = Limits.Default with { CheckTime = TimeSpan.FromSeconds(2) } }, default);
        Assert.Equal((HostEndKind.TimedOut, CheckStatus.TimedOut), (hung.End.Kind, hung.Results[0].Status));
    }

    [Fact]
    public async Task Its_checks_do_not_compile_for_the_other_framework_and_that_is_said_of_them()
    {
        var build = await Builder.BuildAsync(Task3.Problem with { Framework = CheckFramework.XunitV2 }, Solution, default);
        Assert.Equal(FailedPart.Checks, Assert.IsType<BuildResult.Failure>(build).Part);
    }

    private static SourceTree Edited(string old, string now) => Task3.Problem.Sources.With("Ranges.cs", Task3.Problem.Sources["Ranges.cs"].Text.Replace(old, now, StringComparison.Ordinal));

    private static async Task<BuildResult.Success> BuildAsync(SourceTree tree) => Assert.IsType<BuildResult.Success>(await Builder.BuildAsync(Task3.Problem, tree, default));

    private static CheckRun RunOf(BuildResult.Success build) => new() { Candidate = build.Candidate, Checks = build.ChecksImage, Expected = build.Checks, Limits = Task3.Problem.Limits };

    private static async Task<CheckReport> RunAsync(ISandbox sandbox, SourceTree tree) => await sandbox.RunAsync(RunOf(await BuildAsync(tree)), default);

    /// <summary>One of each kind, warm over the tests.</summary>
    public sealed class Sandboxes : IAsyncDisposable
    {
        private readonly Dictionary<string, ISandbox> open = [];

        public async Task<ISandbox> GetAsync(string kind)
        {
            if (!open.TryGetValue(kind, out var sandbox))
            {
                try
                {
                    open[kind] = sandbox = await SandboxFactory.CreateAsync(kind, 1, default);
                }
                catch (UserErrorException e) when (Environment.GetEnvironmentVariable("CODEREFINE_REQUIRE_SANDBOXES") != "1")
                {
                    Assert.Skip(e.Message);
                    throw;
                }
            }

            return sandbox;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var sandbox in open.Values)
            {
                await sandbox.DisposeAsync();
            }
        }
    }
}
