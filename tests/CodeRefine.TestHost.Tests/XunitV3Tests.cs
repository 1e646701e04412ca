using CodeRefine.TestHost.Protocol;
using CodeRefine.TestHost.Tests.Cells;

namespace CodeRefine.TestHost.Tests;

/// <summary>Checks written for xunit v3 run as those of v2 do, and what is v3's own works as its users know it.</summary>
public sealed class XunitV3Tests(Cell cell) : IClassFixture<Cell>
{
    private const string Candidate = """
        public static class C
        {
            public static int Twice(int n) => n == 3 ? 7 : 2 * n;
            public static bool Broken => true;
            public static void Call(Action action) { try { action(); } catch { } }
            public static void Skips() => throw new Exception("$XunitDynamicSkip$not for me");
        }
        """;

    [Fact]
    public async Task I_see_which_checks_pass_and_which_fail_and_where()
    {
        var answer = await RunAsync("""
            public class T
            {
                [Fact] public void Passes() => Assert.Equal(4, C.Twice(2));
                [Fact] public void Fails() => Assert.Equal(6, C.Twice(3));
                [Fact] public void Throws() => throw new InvalidOperationException("outer", new FormatException("inner"));
            }
            """, "Passes", "Fails", "Throws", "Not_there");
        Assert.Equal(["T.Passes", "T.Fails", "T.Throws"], answer.Started);
        Assert.Equal((OutcomeStatus.Passed, 1), (answer["T.Passes"].Status, answer["T.Passes"].CasesPassed));
        var wrong = answer["T.Fails"].Failures[0];
        Assert.Equal(("Xunit.Sdk.EqualException", "6", "7"), (wrong.ExceptionType, wrong.Expected, wrong.Actual));
        Assert.Equal(("tests/Checks.cs", 5), (wrong.Stack[0].Path, wrong.Stack[0].Line));
        Assert.Contains("inner", answer["T.Throws"].Failures[0].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("T.Not_there", answer.Outcomes.Keys);
    }

    [Fact]
    public async Task Theories_take_rows_from_every_source()
    {
        var answer = await RunAsync("""
            public class T
            {
                [Theory, InlineData(1, 2), InlineData(2, 4), InlineData(3, 6)] public void Inline(int n, int twice) => Assert.Equal(twice, C.Twice(n));
                public static IEnumerable<(int, int)> Rows => [(1, 2), (3, 6)];
                [Theory, MemberData(nameof(Rows))] public void Member(int n, int twice) => Assert.Equal(twice, C.Twice(n));
                public static IEnumerable<TheoryDataRow<int>> Typed => [new(1), new(2) { TestDisplayName = "two" }];
                [Theory, MemberData(nameof(Typed))] public void TypedData(int n) => Assert.Equal(n + n, C.Twice(n));
                public static async Task<IEnumerable<object[]>> Later() { await Task.Yield(); return [[4], [5]]; }
                [Theory, MemberData(nameof(Later))] public void AsyncData(int n) => Assert.Equal(n + n, C.Twice(n));
                [Theory, MatrixLike] public void Custom(int n) => Assert.Equal(16, C.Twice(n));
                public class MatrixLikeAttribute : Xunit.v3.DataAttribute
                {
                    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(System.Reflection.MethodInfo m, Xunit.Sdk.DisposalTracker d) => new([new TheoryDataRow<int>(8)]);
                    public override bool SupportsDiscoveryEnumeration() => true;
                }
                public static IEnumerable<object[]> Broken => throw new InvalidOperationException("no data");
                [Theory, MemberData(nameof(Broken))] public void BrokenData(int n) { }
                [Theory] public void NoData(int n) { }
            }
            """, "Inline", "Member", "TypedData", "AsyncData", "Custom", "BrokenData", "NoData");
        Assert.Equal((2, 1), Cases(answer, "Inline"));
        Assert.Equal("T.Inline(n: 3, twice: 6)", answer["T.Inline"].Failures[0].Case);
        Assert.Equal((1, 1), Cases(answer, "Member"));
        Assert.Equal((2, 0), Cases(answer, "TypedData"));
        Assert.Equal((2, 0), Cases(answer, "AsyncData"));
        Assert.Equal((1, 0), Cases(answer, "Custom"));
        Assert.Contains("no data", answer["T.BrokenData"].Failures[0].Message, StringComparison.Ordinal);
        Assert.Equal(OutcomeStatus.Failed, answer["T.NoData"].Status);
    }

    [Fact]
    public async Task Asynchronous_checks_are_awaited_and_late_ones_are_told_to_stop()
    {
        var answer = await RunAsync("""
            public class T
            {
                [Fact] public async Task Fails() { await Task.Delay(5); Assert.Fail("later"); }
                [Fact] public async ValueTask Fails_as_value() { await Task.Delay(5); Assert.Fail("later"); }
                [Fact] public async void Is_void() { await Task.Delay(5); }
                [Fact(Timeout = 100)] public async Task Is_late() => await Task.Delay(3000, TestContext.Current.CancellationToken);
                [Fact] public async Task Passes() { await Task.Yield(); Assert.False(TestContext.Current.CancellationToken.IsCancellationRequested); }
                [Fact] public void Knows_itself() => Assert.Equal("Knows_itself", TestContext.Current.TestMethod!.MethodName);
            }
            """, "Fails", "Fails_as_value", "Is_void", "Is_late", "Passes", "Knows_itself");
        Assert.Equal("later", answer["T.Fails"].Failures[0].Message);
        Assert.Equal("later", answer["T.Fails_as_value"].Failures[0].Message);
        Assert.Contains("async void", answer["T.Is_void"].Failures[0].Message, StringComparison.Ordinal);
        Assert.Equal("Xunit.Sdk.TestTimeoutException", answer["T.Is_late"].Failures[0].ExceptionType);
        Assert.Equal((OutcomeStatus.Passed, OutcomeStatus.Passed), (answer["T.Passes"].Status, answer["T.Knows_itself"].Status));
        Assert.True(answer.End.WallMilliseconds < 2500);
    }

    [Fact]
    public async Task Fixtures_of_class_collection_and_assembly_live_as_long_as_xunit_says_and_their_failures_count()
    {
        var answer = await RunAsync("""
            [assembly: AssemblyFixture(typeof(ForAll))]
            public class ForAll { public int Value = 7; }
            public class Fixture : IAsyncLifetime { public int Value; public async ValueTask InitializeAsync() { await Task.Yield(); Value = 5; } public ValueTask DisposeAsync() => default; }
            [CollectionDefinition("all")] public class All : ICollectionFixture<Fixture> { }
            [Collection("all")] public class T(Fixture shared, T.Own own, ForAll forAll) : IClassFixture<T.Own>, IAsyncLifetime, IDisposable
            {
                public class Own { public int Count; }
                private int mine;
                public ValueTask InitializeAsync() { mine++; return default; }
                [Fact] public void First() { Assert.Equal((5, 7), (shared.Value, forAll.Value)); own.Count++; Assert.Equal((1, 1), (own.Count, mine)); }
                [Fact] public void Second() { own.Count++; Assert.Equal((2, 1), (own.Count, mine)); }
                public void Dispose() => throw new InvalidOperationException("not called: the other one is");
                public ValueTask DisposeAsync() => own.Count == 3 ? throw new InvalidOperationException("in DisposeAsync") : default;
                [Fact] public void Third() => own.Count++;
            }
            public class BrokenFixture { public BrokenFixture() => throw new InvalidOperationException("no fixture"); }
            public class WithBroken(BrokenFixture f) : IClassFixture<BrokenFixture> { [Fact] public void Never() => Assert.NotNull(f); }
            public class BadEnd : IDisposable { public void Dispose() => throw new InvalidOperationException("bad end"); }
            public class WithBadEnd : IClassFixture<BadEnd> { [Fact] public void Passes_at_first() { } }
            """, "T.First", "T.Second", "T.Third", "WithBroken.Never", "WithBadEnd.Passes_at_first");
        Assert.Equal((OutcomeStatus.Passed, OutcomeStatus.Passed), (answer["T.First"].Status, answer["T.Second"].Status));
        Assert.Equal("in DisposeAsync", answer["T.Third"].Failures[0].Message);
        Assert.Contains("no fixture", answer["WithBroken.Never"].Failures[0].Message, StringComparison.Ordinal);
        Assert.Equal(OutcomeStatus.Failed, answer["WithBadEnd.Passes_at_first"].Status);
        Assert.Contains("bad end", answer["WithBadEnd.Passes_at_first"].Failures[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_checks_own_attribute_skips_it()
    {
        var answer = await RunAsync("""
            public class T
            {
                public static bool Always => true;
                public static bool Asked => C.Broken;
                [Fact(Skip = "not today")] public void Skipped() => Assert.Fail();
                [Fact(Explicit = true)] public void Explicit() => Assert.Fail();
                [Theory, InlineData(1), InlineData(3, Skip = "known")] public void Row(int n) => Assert.Equal(2 * n, C.Twice(n));
                [Fact] public void By_itself() => Assert.Skip("no wish");
                [Fact] public void When() => Assert.SkipWhen(C.Broken, "broken");
                [Fact] public void Unless() => Assert.SkipUnless(!C.Broken, "broken");
                [Fact(Skip = "if so", SkipWhen = nameof(Asked))] public void Condition() => Assert.Fail();
                [Fact] public void Candidate() => C.Skips();
                [Fact(SkipExceptions = [typeof(FormatException)])] public void By_exception() => throw new FormatException("odd");
                [Theory, InlineData(1), InlineData(2)] public void Some_rows(int n) => Assert.SkipWhen(n == 2, "two");
                public static IEnumerable<TheoryDataRow<int>> Rows => [new(1), new(3) { Skip = C.Broken ? "the candidate says so" : null }];
                [Theory, MemberData(nameof(Rows))] public void By_data(int n) => Assert.Equal(2 * n, C.Twice(n));
            }
            """, "Skipped", "Explicit", "Row", "By_itself", "When", "Unless", "Condition", "Candidate", "By_exception", "Some_rows", "By_data");
        Assert.Equal((OutcomeStatus.Skipped, "not today"), (answer["T.Skipped"].Status, answer["T.Skipped"].SkipReason));
        Assert.Equal(OutcomeStatus.Skipped, answer["T.Explicit"].Status);
        Assert.Equal((OutcomeStatus.Passed, 1, 0), (answer["T.Row"].Status, answer["T.Row"].CasesPassed, answer["T.Row"].CasesFailed));
        Assert.All(["By_itself", "When", "Unless", "Condition", "Candidate", "By_exception", "Some_rows", "By_data"], id =>
        {
            Assert.Equal(OutcomeStatus.Failed, answer["T." + id].Status);
            Assert.Contains("skipped as it ran", answer["T." + id].Failures[0].Message, StringComparison.Ordinal);
        });
        Assert.Contains("\"no wish\"", answer["T.By_itself"].Failures[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assertion_that_the_candidate_swallows_is_no_pass()
    {
        var answer = await RunAsync("""
            public class T
            {
                [Fact] public void Swallowed() => C.Call(() => Assert.Equal(1, 2));
                [Fact] public void Skip_swallowed() => C.Call(() => Assert.Skip("in a callback"));
                [Fact] public void Own() => Assert.Throws<Xunit.Sdk.EqualException>(() => Assert.Equal(1, 2));
            }
            """, "Swallowed", "Skip_swallowed", "Own");
        Assert.Equal((OutcomeStatus.Failed, OutcomeStatus.Failed, OutcomeStatus.Passed), (answer["T.Swallowed"].Status, answer["T.Skip_swallowed"].Status, answer["T.Own"].Status));
        Assert.Contains("kept it from the check: Assert.Equal() Failure", answer["T.Swallowed"].Failures[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_is_reported_whichever_way_it_is_written()
    {
        var answer = await RunAsync("""
            public class T(ITestOutputHelper output)
            {
                [Fact] public void Writes() { output.WriteLine("by helper"); TestContext.Current.TestOutputHelper!.WriteLine("by context"); Console.WriteLine("by console"); Console.Error.WriteLine("by error"); }
                [Fact] public void Writes_much() { for (var i = 0; i < 5000; i++) Console.WriteLine("line " + i); }
            }
            """, "Writes", "Writes_much");
        Assert.Equal("by helper\nby context\nby console\nby error\n", answer["T.Writes"].Output);
        Assert.Equal(16 << 10, answer["T.Writes_much"].Output.Length);
    }

    [Fact]
    public async Task Checks_run_in_the_order_asked_for_and_stop_at_the_first_failure_when_asked()
    {
        const string Checks = """
            public class A { [Fact] public void Zero() { } [Fact] public void One() => Assert.Fail(); }
            public class B { [Fact] public void Two() { } [Theory, InlineData(1), InlineData(2)] public void Three(int n) => Assert.Equal(0, n); }
            [Collection("c")] public class D { [Fact] public void Four() { } } [Collection("c")] public class E { [Fact] public void Five() { } } [Collection("c")] public class F { [Fact] public void Six() { } }
            """;
        string[] order = ["F.Six", "D.Four", "E.Five", "B.Three", "B.Two", "A.One", "A.Zero"];
        Assert.Equal(order, (await RunAsync(Checks, order)).Started);
        var fast = await cell.RunAsync(Candidate, Checks, order, with: j => j with { Framework = JobFramework.XunitV3, FailFast = true });
        Assert.Equal((EndKind.Completed, 4), (fast.End.Kind, fast.Outcomes.Count));
        Assert.Equal((0, 2), Cases(fast, "B.Three"));
    }

    [Fact]
    public async Task Coverage_is_what_each_check_reached()
    {
        var answer = await cell.RunAsync("""
            namespace CodeRefine.Instrumentation { internal static class Probe { public static int[] Hits = new int[4]; public static void Reset() => Array.Clear(Hits); } }
            public static class C { public static void Go(int n) => CodeRefine.Instrumentation.Probe.Hits[n]++; }
            """, """
            public class T { [Fact] public void A() { C.Go(1); C.Go(3); } [Fact] public void B() => C.Go(2); }
            """, ["T.A", "T.B"], with: j => j with { Framework = JobFramework.XunitV3, Coverage = true });
        Assert.Equal([1, 3], answer["T.A"].Coverage);
        Assert.Equal([2], answer["T.B"].Coverage);
    }

    [Fact]
    public async Task Properties_hold_or_give_a_small_counterexample_the_same_for_the_same_seed()
    {
        const string Checks = """
            public class T(ITestOutputHelper output)
            {
                private readonly List<int> seen = [];
                [Property] public void Holds(int a, int b) { output.WriteLine("x"); Assert.Equal(a + b, b + a); }
                [Property] public void Breaks(int[] numbers) => Assert.True(numbers.Length < 3);
                [Property(MaxTest = 20)] public void Starts_anew(int n) { Assert.Empty(seen); seen.Add(n); }
                [Property(Skip = "later")] public bool Skipped(int n) => false;
                [Property] public void Skips_itself(int n) => Assert.Skip("no");
            }
            """;
        string[] ids = ["T.Holds", "T.Breaks", "T.Starts_anew", "T.Skipped", "T.Skips_itself"];
        var answer = await RunAsync(Checks, ids);
        Assert.Equal((OutcomeStatus.Passed, OutcomeStatus.Passed), (answer["T.Holds"].Status, answer["T.Starts_anew"].Status));
        var broken = answer["T.Breaks"].Failures[0];
        Assert.Equal("[0, 0, 0]", broken.Counterexample!.Shrunk[0]);
        Assert.Equal(("Xunit.Sdk.TrueException", "True", "False"), (broken.ExceptionType, broken.Expected, broken.Actual));
        Assert.Equal(OutcomeStatus.Skipped, answer["T.Skipped"].Status);
        Assert.Equal(OutcomeStatus.Failed, answer["T.Skips_itself"].Status);
        Assert.Equal(broken.Counterexample.Original, (await RunAsync(Checks, ids))["T.Breaks"].Failures[0].Counterexample!.Original);
    }

    [Fact]
    public async Task An_endless_check_is_stopped_and_named_and_an_early_exit_is_no_pass()
    {
        var limits = Cell.Limits with { CheckMilliseconds = 1500 };
        var hung = await cell.RunAsync(Candidate, "public class T { [Fact] public void A() { } [Fact] public void B() { while (true) { } } [Fact] public void C() { } }", ["T.A", "T.B", "T.C"], limits, j => j with { Framework = JobFramework.XunitV3 });
        Assert.Equal((EndKind.TimedOut, "T.B", 1), (hung.End.Kind, hung.End.RunningCheck, hung.Outcomes.Count));
        var exited = await cell.RunAsync(Candidate, "public class T { [Fact] public void A() => Environment.Exit(0); }", ["T.A"], with: j => j with { Framework = JobFramework.XunitV3 });
        Assert.Equal((EndKind.Exited, "T.A"), (exited.End.Kind, exited.End.RunningCheck));
        Assert.Empty(exited.Outcomes);
    }

    [Fact]
    public async Task A_cell_takes_jobs_of_both_frameworks_in_any_order()
    {
        const string Checks = "public class T { [Fact] public void Runs() => Assert.Equal(2, C.Twice(1)); }";
        foreach (var framework in (JobFramework[])[JobFramework.XunitV3, JobFramework.XunitV3, JobFramework.XunitV2, JobFramework.XunitV3, JobFramework.XunitV2])
        {
            var answer = await cell.RunAsync(Candidate, Checks, ["T.Runs"], with: j => j with { Framework = framework });
            Assert.Equal((EndKind.Completed, OutcomeStatus.Passed), (answer.End.Kind, answer["T.Runs"].Status));
        }
    }

    [Fact]
    public async Task Nothing_of_it_is_loaded_for_a_job_of_the_other()
    {
        await using var fresh = new Cell();
        await fresh.InitializeAsync();
        var answer = await fresh.RunAsync(Candidate, """
            public class T { [Fact] public void Sees() => Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name!.Contains("v3", StringComparison.OrdinalIgnoreCase)); }
            """, ["T.Sees"]);
        Assert.Equal(OutcomeStatus.Passed, answer["T.Sees"].Status);
    }

    private static (int, int) Cases(CellAnswer answer, string id)
    {
        var outcome = answer[id.Contains('.') ? id : "T." + id];
        return (outcome.CasesPassed, outcome.CasesFailed);
    }

    private async Task<CellAnswer> RunAsync(string checks, params string[] ids)
    {
        var answer = await cell.RunAsync(Candidate, checks, [.. ids.Select(i => i.Contains('.') ? i : "T." + i)], with: j => j with { Framework = JobFramework.XunitV3 });
        Assert.True(answer.End.Kind == EndKind.Completed, answer.End.ToString());
        return answer;
    }
}
