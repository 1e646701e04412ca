using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Evaluation.Tests.Grading;

public sealed class GraderTests : IDisposable
{
    private readonly TestFolder folder = new TestFolder().WithTask();
    private readonly FixedSandbox sandbox = new();
    private readonly List<Problem> built = [];
    private BuildResult? instead;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_task_without_held_back_checks_has_no_grade()
    {
        Assert.Null(await GradeAsync());
        Assert.Empty(built);
    }

    [Fact]
    public async Task The_solution_is_built_with_the_held_back_checks_alone_and_run_in_a_sandbox_of_its_own()
    {
        folder.Write("hidden/H.cs", "class H { }");
        var grade = await GradeAsync(CheckStatus.Passed, CheckStatus.Passed);
        Assert.Equal(["hidden/H.cs"], Assert.Single(built).CheckSources.Paths);
        Assert.Equal((GradeOutcome.Passed, 2, 2), (grade!.Outcome, grade.Passed, grade.Total));
        Assert.Equal("2 of 2 held-back checks pass.", grade.Summary);
        Assert.Equal(1, sandbox.Closed);
    }

    [Fact]
    public async Task A_grade_names_what_failed_and_repeats_nothing_of_the_checks()
    {
        folder.Write("hidden/H.cs", "class H { }");
        var grade = await GradeAsync(CheckStatus.Passed, CheckStatus.Failed, CheckStatus.Skipped);
        Assert.Equal((GradeOutcome.Failed, 1, 2), (grade!.Outcome, grade.Passed, grade.Total));
        Assert.Equal([new FailedCheck("Check1", "Failed")], grade.Failed);
        Assert.DoesNotContain("42", System.Text.Json.JsonSerializer.Serialize(grade), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_ended_early_is_not_passed()
    {
        folder.Write("hidden/H.cs", "class H { }");
        sandbox.End = new HostEnd(HostEndKind.Exited);
        var grade = await GradeAsync(CheckStatus.Passed);
        Assert.Equal(GradeOutcome.Failed, grade!.Outcome);
        Assert.Contains("the run ended early (Exited)", grade.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailedPart.Checks, GradeOutcome.InvalidChecks)]
    [InlineData(FailedPart.ChecksAgainstCandidate, GradeOutcome.DoesNotCompile)]
    [InlineData(FailedPart.Candidate, GradeOutcome.DoesNotCompile)]
    public async Task What_does_not_compile_says_whose_fault_it_is_and_not_what_stands_there(FailedPart part, GradeOutcome outcome)
    {
        folder.Write("hidden/H.cs", "class H { }");
        instead = new BuildResult.Failure { Part = part, Diagnostics = [new BuildDiagnostic("CS1061", DiagnosticSeverity.Error, "no 'Secret'", "hidden/H.cs", 1, 1, 1, 2)] };
        var grade = await GradeAsync();
        Assert.Equal(outcome, grade!.Outcome);
        Assert.DoesNotContain("Secret", grade.Summary, StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Closed);
    }

    [Fact]
    public async Task A_sandbox_that_fails_is_no_grade()
    {
        folder.Write("hidden/H.cs", "class H { }");
        sandbox.Fails = true;
        await Assert.ThrowsAsync<SandboxException>(() => GradeAsync(CheckStatus.Passed));
        Assert.Equal(1, sandbox.Closed);
    }

    private async Task<Grade?> GradeAsync(params CheckStatus[] statuses)
    {
        sandbox.Statuses = statuses;
        var task = TaskLoader.Load(folder.Path);
        return await new Grader(new FixedBuilder(this, statuses.Length), _ => ValueTask.FromResult<ISandbox>(sandbox)).GradeAsync(task, task.Problem.Sources, 1, default);
    }

    private sealed class FixedBuilder(GraderTests test, int checks) : IBuilder
    {
        public Task<BuildResult> BuildAsync(Problem problem, SourceTree candidate, CancellationToken cancellationToken)
        {
            test.built.Add(problem);
            return Task.FromResult(test.instead ?? new BuildResult.Success
            {
                Diagnostics = [],
                Candidate = new AssemblyImage("Candidate", [], []),
                ChecksImage = new AssemblyImage("Checks", [], []),
                Checks = [.. Enumerable.Range(0, checks).Select(i => new Check($"H.Check{i}", CheckKind.Test, "hidden/H.cs", i + 1))],
            });
        }

        public Task<BuildResult.Success?> BuildForHangAsync(Problem problem, SourceTree candidate, CancellationToken cancellationToken) => throw new InvalidOperationException("A grade looks for no hang.");
    }

    private sealed class FixedSandbox : ISandbox
    {
        public string Name => "fixed";
        public int Capacity => 1;
        public CheckStatus[] Statuses { get; set; } = [];
        public HostEnd End { get; set; } = HostEnd.Completed;
        public bool Fails { get; set; }
        public int Closed { get; private set; }

        public Task<CheckReport> RunAsync(CheckRun run, CancellationToken cancellationToken) => Fails ? throw new SandboxException("no engine") : Task.FromResult(new CheckReport
        {
            End = End,
            Results = [.. run.Expected.Zip(Statuses, (c, s) => new CheckResult
            {
                Check = c,
                Status = s,
                Failures = s == CheckStatus.Failed ? [new CheckFailure { Case = "Check(42)", ExceptionType = "Xunit.Sdk.EqualException", Message = "expected 42" }] : [],
            })],
        });

        public ValueTask DisposeAsync()
        {
            Closed++;
            return ValueTask.CompletedTask;
        }
    }
}
