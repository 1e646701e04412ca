using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Core.Tests;

public sealed class JudgeTests
{
    private static readonly BuildResult.Success Built = Samples.Built("T.A", "T.B");

    [Fact]
    public void All_checks_passed_is_the_only_way_to_Passed() =>
        Assert.Equal(VerdictKind.Passed, Decide(HostEnd.Completed, CheckStatus.Passed, CheckStatus.Skipped).Kind);

    [Fact]
    public void Checks_that_were_all_skipped_have_not_passed() =>
        Assert.Equal(VerdictKind.CheckFailed, Decide(HostEnd.Completed, CheckStatus.Skipped, CheckStatus.Skipped).Kind);

    [Fact]
    public void A_check_that_did_not_report_is_not_passed() =>
        Assert.Equal(VerdictKind.CheckFailed, Decide(HostEnd.Completed, CheckStatus.Passed, CheckStatus.NotRun).Kind);

    [Fact]
    public void A_host_that_ended_early_is_not_passed_even_when_every_check_said_so()
    {
        var verdict = Decide(new HostEnd(HostEndKind.Exited), CheckStatus.Passed, CheckStatus.Passed);

        Assert.Equal(VerdictKind.Crashed, verdict.Kind);
        Assert.True(verdict.Score < 1);
    }

    [Theory]
    [InlineData(HostEndKind.TimedOut, VerdictKind.TimedOut)]
    [InlineData(HostEndKind.StackOverflow, VerdictKind.Crashed)]
    [InlineData(HostEndKind.OutOfMemory, VerdictKind.ResourceExceeded)]
    [InlineData(HostEndKind.OutputFlood, VerdictKind.ResourceExceeded)]
    public void Each_way_to_end_has_its_verdict(HostEndKind end, VerdictKind expected) =>
        Assert.Equal(expected, Decide(new HostEnd(end, "T.A"), CheckStatus.Crashed, CheckStatus.NotRun).Kind);

    [Fact]
    public void Only_a_property_that_fails_makes_the_verdict_falsified()
    {
        var built = Samples.Built([("T.A", CheckKind.Test), ("T.P", CheckKind.Property)]);
        var report = Samples.Report(built, HostEnd.Completed, CheckStatus.Passed, CheckStatus.Failed);

        Assert.Equal(VerdictKind.PropertyFalsified, Judge.Decide(built, report).Kind);
    }

    [Fact]
    public void Fewer_compile_errors_score_higher_and_any_run_scores_higher_than_none()
    {
        var one = Judge.Decide(Samples.Broken(1));
        var three = Judge.Decide(Samples.Broken(3));
        var ran = Decide(HostEnd.Completed, CheckStatus.Failed, CheckStatus.Failed);

        Assert.Equal(VerdictKind.CompileError, one.Kind);
        Assert.True(three.Score < one.Score && one.Score < ran.Score);
    }

    [Fact]
    public void A_theory_counts_by_the_share_of_its_rows()
    {
        var report = new CheckReport
        {
            End = HostEnd.Completed,
            Results = [new CheckResult { Check = Built.Checks[0], Status = CheckStatus.Passed, CasesPassed = 1 }, new CheckResult { Check = Built.Checks[1], Status = CheckStatus.Failed, CasesPassed = 1, CasesFailed = 3 }],
        };

        Assert.Equal(0.625, Judge.Decide(Built, report).Score, 6);
    }

    private static Verdict Decide(HostEnd end, params CheckStatus[] statuses) => Judge.Decide(Built, Samples.Report(Built, end, statuses));
}
