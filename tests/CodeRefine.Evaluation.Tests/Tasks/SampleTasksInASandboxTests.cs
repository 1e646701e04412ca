using CodeRefine.Core;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Tasks;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Sandboxes;

namespace CodeRefine.Evaluation.Tests.Tasks;

/// <summary>Each sample task starts as it promises and can be solved; its held-back checks pass on the solution and not on the start.</summary>
public sealed class SampleTasksInASandboxTests(SampleTasksInASandboxTests.Stations stations) : IClassFixture<SampleTasksInASandboxTests.Stations>
{
    public static TheoryData<string> Names() => SampleTasksTests.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_task_starts_with_the_verdict_that_it_promises(string name)
    {
        var task = TaskLoader.Load(Path.Combine(RepositoryRoot.Tasks, name));
        var verdict = await stations.VerifyAsync(task.Problem, task.Problem.Sources);
        Assert.Equal(SampleTasksTests.Promise().Match(task.Problem.Statement).Groups[1].Value, verdict.Kind.ToString());
        Assert.NotEqual(GradeOutcome.Passed, (await stations.GradeAsync(task, task.Problem.Sources)).Outcome);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_tasks_reference_solution_passes_every_check_and_the_held_back_ones(string name)
    {
        var task = TaskLoader.Load(Path.Combine(RepositoryRoot.Tasks, name));
        var solution = SampleSolution.Of(name);
        var verdict = await stations.VerifyAsync(task.Problem, solution);
        Assert.True(verdict.Passed, $"{verdict.Kind}: {string.Join("; ", verdict.Build.Diagnostics.Select(d => d.Message))} {string.Join("; ", verdict.Report?.Results.SelectMany(r => r.Failures).Select(f => f.Message) ?? [])}");
        var grade = await stations.GradeAsync(task, solution);
        Assert.Equal(GradeOutcome.Passed, grade.Outcome);
    }

    /// <summary>The real ones, warm over all tasks.</summary>
    public sealed class Stations : IAsyncLifetime
    {
        private readonly RoslynBuilder builder = new(new ReferenceSet(Environment.GetEnvironmentVariable("CODEREFINE_TESTHOST") ?? Path.Combine(AppContext.BaseDirectory, "testhost")));
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

        public async Task<Grade> GradeAsync(LoadedTask task, SourceTree solution) =>
            (await new Grader(builder, _ => ValueTask.FromResult<ISandbox>(new SharedSandbox(Sandbox()))).GradeAsync(task, solution, 1, default))!;

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
}
