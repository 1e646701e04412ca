using CodeRefine.Core.Checks;
using CodeRefine.Core.Search;

namespace CodeRefine.Core.Tests;

public class CheckOrderTests
{
    [Fact]
    public void What_failed_last_runs_first_then_what_the_change_touches_then_the_rest()
    {
        CheckResult[] last = [Result("rest", CheckStatus.Passed, 1), Result("touched", CheckStatus.Passed, 1, 7), Result("failed", CheckStatus.Failed, 3)];

        Assert.Equal(["failed", "touched", "rest"], Ids(CheckOrder.Of(last.Select(r => r.Check), last, changed: probe => probe == 7)));
    }

    [Fact]
    public void Where_nobody_knows_what_changed_the_others_keep_their_order()
    {
        CheckResult[] last = [Result("b", CheckStatus.Passed, 7), Result("a", CheckStatus.Passed), Result("skipped", CheckStatus.Skipped), Result("crashed", CheckStatus.Crashed)];

        Assert.Equal(["crashed", "b", "a", "skipped"], Ids(CheckOrder.Of(last.Select(r => r.Check), last)));
    }

    [Fact]
    public void One_that_was_cut_off_or_is_new_may_be_affected()
    {
        CheckResult[] last = [Result("passed", CheckStatus.Passed), Result("cut off", CheckStatus.NotRun)];

        Assert.Equal(["cut off", "new", "passed"], Ids(CheckOrder.Of([.. last.Select(r => r.Check), Check("new")], last)));
    }

    [Fact]
    public void Among_failures_a_property_follows_the_tests_and_a_hang_comes_last_of_its_kind()
    {
        CheckResult[] last =
        [
            Result("hung", CheckStatus.TimedOut),
            new CheckResult { Check = Check("property") with { Kind = CheckKind.Property }, Status = CheckStatus.Failed },
            Result("failed", CheckStatus.Failed),
        ];

        Assert.Equal(["failed", "hung", "property"], Ids(CheckOrder.Of(last.Select(r => r.Check), last)));
    }

    private static IEnumerable<string> Ids(IEnumerable<Check> checks) => checks.Select(c => c.Id);
    private static Check Check(string id) => new(id, CheckKind.Test, "t.cs", 1);
    private static CheckResult Result(string id, CheckStatus status, params int[] coverage) => new() { Check = Check(id), Status = status, Coverage = [.. coverage] };
}
