using System.Collections.Immutable;
using CodeRefine.Evaluation.Batches;
using CodeRefine.Evaluation.Suites.SweBench;

namespace CodeRefine.Evaluation.Tests.Batches;

public sealed class GoldCheckTests
{
    private static readonly SweRow row = new(new SweInstance("i-1", "a/b", "0123456789", "text", ""), new SweReference("fix", "tests", ["N.T.A(x: 1)", "N.T+U.B"], ["N.T.C"]));

    [Fact]
    public async Task An_instance_whose_tests_the_reference_turns_is_sound()
    {
        var result = await Check("C", "ABC", "ABC");

        Assert.True(result.Sound, result.Reason);
        Assert.Equal("2 of 2 tests fail at the base and all pass with the reference, 2 of 2 times", result.Reason);
    }

    [Theory]
    [InlineData("ABC", "ABC", "ABC", "all tests of FAIL_TO_PASS pass at the base")]
    [InlineData("C", "AC", "AC", "the reference does not turn N.T+U.B")]
    [InlineData("C", "ABC", "AC", "flaky with the reference: N.T+U.B")]
    [InlineData("C", "AB", "AB", "the reference breaks N.T.C")]
    public async Task An_unsound_one_is_told_with_the_reason(string before, string first, string second, string reason)
    {
        var result = await Check(before, first, second);

        Assert.False(result.Sound);
        Assert.Equal(reason, result.Reason);
    }

    [Fact]
    public async Task Tests_that_always_fail_are_counted_and_do_not_make_it_unsound()
    {
        var result = await Check("C", "ABCd", "ABCd");

        Assert.True(result.Sound);
        Assert.Equal(1, result.AlwaysFailing);
    }

    [Fact]
    public async Task A_machine_that_cannot_run_the_tests_says_nothing_of_a_patch()
    {
        var judged = await new SweJudge(new Scripted(_ => InstanceRun.Failed("no SDK"))).JudgeAsync(row, "patch", CancellationToken.None);

        Assert.Equal(new SweJudgement(null, "no SDK"), judged);
    }

    [Theory]
    [InlineData("ABC", true)]
    [InlineData("AC", false)]
    [InlineData("AB", false)]
    public async Task A_patch_is_resolved_where_all_of_its_tests_pass(string after, bool resolved) =>
        Assert.Equal(resolved, (await new SweJudge(new Scripted(_ => Run(after))).JudgeAsync(row, "patch", CancellationToken.None)).Resolved);

    [Fact]
    public async Task Where_the_row_does_not_say_what_passed_the_base_does()
    {
        var open = row with { Reference = row.Reference with { PassToPass = [] } };

        var judged = await new SweJudge(new Scripted(patches => Run(patches.IsEmpty ? "C" : "ABc"))).JudgeAsync(open, "patch", CancellationToken.None);

        Assert.Equal(new SweJudgement(false, "N.T.C passed at the base and does not any more"), judged);
    }

    [Fact]
    public async Task A_patchs_own_edits_of_the_judging_tests_are_left_out()
    {
        var scripted = new Scripted(_ => Run("ABC"));
        const string source = "diff --git a/S.cs b/S.cs\n--- a/S.cs\n+++ b/S.cs\n@@ -1 +1 @@\n-a\n+b\n";
        const string test = "diff --git a/T.cs b/T.cs\n--- a/T.cs\n+++ b/T.cs\n@@ -1 +1 @@\n-a\n+b\n";

        await new SweJudge(scripted).JudgeAsync(row with { Reference = row.Reference with { TestPatch = test } }, source + test, CancellationToken.None);

        Assert.Equal([source, test], scripted.Asked[0]);
    }

    private static Task<GoldResult> Check(string before, params string[] after)
    {
        var rounds = 0;
        return new GoldCheck(new Scripted(patches => Run(patches.Contains("fix") ? after[rounds++] : before)), after.Length, TimeProvider.System).RunAsync(row, CancellationToken.None);
    }

    /// <summary>Upper case passes, lower case fails.</summary>
    private static InstanceRun Run(string tests) =>
        new(tests.ToImmutableDictionary(t => char.ToUpperInvariant(t) == 'B' ? "N.T.U.B" : $"N.T.{char.ToUpperInvariant(t)}", char.IsUpper), null, null);

    private sealed class Scripted(Func<ImmutableArray<string>, InstanceRun> run) : IInstanceTests
    {
        public List<ImmutableArray<string>> Asked { get; } = [];

        public Task<InstanceRun> RunAsync(SweInstance instance, ImmutableArray<string> patches, CancellationToken cancellationToken)
        {
            Asked.Add(patches);
            return Task.FromResult(run(patches));
        }
    }
}
