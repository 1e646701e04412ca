using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Tests.Support;

namespace CodeRefine.Sandboxes.Tests;

public class VerdictTests(Sandboxed sandboxes)
{
    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task A_right_candidate_passes(string kind)
    {
        var sandbox = await sandboxes.GetAsync(kind);

        var report = await sandbox.RunAsync(Compiled.Method("return x;", "Zero", "One"), CancellationToken.None);

        Assert.Equal(HostEnd.Completed, report.End);
        Assert.Equal([CheckStatus.Passed, CheckStatus.Passed], report.Results.Select(r => r.Status));
        Assert.True(report.Passed);
    }

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task A_wrong_one_fails_with_what_was_expected_and_where(string kind)
    {
        var sandbox = await sandboxes.GetAsync(kind);

        var report = await sandbox.RunAsync(Compiled.Method("if (x == 1) throw new InvalidOperationException(\"odd\"); return x == 2 ? 7 : x;", "Zero", "One", "Two"), CancellationToken.None);

        Assert.Equal([CheckStatus.Passed, CheckStatus.Failed, CheckStatus.Failed], report.Results.Select(r => r.Status));
        var thrown = Assert.Single(report.Results[1].Failures);
        Assert.Equal(("System.InvalidOperationException", "C.cs", 1), (thrown.ExceptionType, thrown.Stack[0].Path, thrown.Stack[0].Line));
        var unequal = Assert.Single(report.Results[2].Failures);
        Assert.Equal(("2", "7"), (unequal.Expected, unequal.Actual));
        Assert.False(report.Passed);
    }

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task A_hanging_one_is_stopped_and_the_check_that_ran_is_named(string kind)
    {
        var sandbox = await sandboxes.GetAsync(kind);
        var run = Compiled.Method("while (x == 1) { } return x;", "Zero", "One", "Two").With(l => l with { CheckTime = TimeSpan.FromSeconds(3) });

        var report = await sandbox.RunAsync(run, CancellationToken.None);

        Assert.Equal((HostEndKind.TimedOut, "Tests.One"), (report.End.Kind, report.End.RunningCheck));
        Assert.Equal([CheckStatus.Passed, CheckStatus.TimedOut, CheckStatus.NotRun], report.Results.Select(r => r.Status));
        Assert.True((await sandbox.RunAsync(Compiled.Method("return x;", "Zero"), CancellationToken.None)).Passed);
    }
}
