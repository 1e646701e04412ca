using CodeRefine.TestHost.Protocol;
using CodeRefine.TestHost.Tests.Cells;

namespace CodeRefine.TestHost.Tests;

/// <summary>What xunit's users know works as they know it.</summary>
public sealed class XunitTests(Cell cell) : IClassFixture<Cell>
{
    private const string Candidate = "public static class C { public static int Twice(int n) => n == 3 ? 7 : 2 * n; }";

    [Fact]
    public async Task Theories_take_rows_from_every_source()
    {
        var answer = await RunAsync("""
            public class T
            {
                [Theory, InlineData(1, 2), InlineData(2, 4), InlineData(3, 6)] public void Inline(int n, int twice) => Assert.Equal(twice, C.Twice(n));
                public static IEnumerable<object[]> Rows => [[1, 2], [3, 6]];
                [Theory, MemberData(nameof(Rows))] public void Member(int n, int twice) => Assert.Equal(twice, C.Twice(n));
                public static TheoryData<int> Typed(int upTo) => new(Enumerable.Range(0, upTo));
                [Theory, MemberData(nameof(Typed), 3)] public void TypedData(int n) => Assert.Equal(n + n, C.Twice(n));
                public class Source : TheoryData<int> { public Source() { Add(5); Add(6); } }
                [Theory, ClassData(typeof(Source))] public void Class(int n) => Assert.Equal(n + n, C.Twice(n));
                public class OwnAttribute : Xunit.Sdk.DataAttribute { public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo m) { yield return [8]; } }
                [Theory, Own] public void Custom(int n) => Assert.Equal(16, C.Twice(n));
                public static IEnumerable<object[]> Broken => throw new InvalidOperationException("no data");
                [Theory, MemberData(nameof(Broken))] public void BrokenData(int n) { }
                [Theory] public void NoData(int n) { }
            }
            """, "Inline", "Member", "TypedData", "Class", "Custom", "BrokenData", "NoData");
        Assert.Equal((2, 1), Cases(answer, "Inline"));
        Assert.Equal("T.Inline(n: 3, twice: 6)", answer["T.Inline"].Failures[0].Case);
        Assert.Equal((1, 1), Cases(answer, "Member"));
        Assert.Equal((3, 0), Cases(answer, "TypedData"));
        Assert.Equal((2, 0), Cases(answer, "Class"));
        Assert.Equal((1, 0), Cases(answer, "Custom"));
        Assert.Contains("no data", answer["T.BrokenData"].Failures[0].Message, StringComparison.Ordinal);
        Assert.Equal(OutcomeStatus.Failed, answer["T.NoData"].Status);
    }

    [Fact]
    public async Task Asynchronous_checks_are_awaited()
    {
        var answer = await RunAsync("""
            public class T
            {
                [Fact] public async Task Fails() { await Task.Delay(5); Assert.Fail("later"); }
                [Fact] public async ValueTask Fails_as_value() { await Task.Delay(5); Assert.Fail("later"); }
                [Theory, InlineData(1)] public async ValueTask<int> Fails_as_row(int n) { await Task.Delay(5); Assert.Fail("later"); return n; }
                [Fact] public async void Fails_as_void() { await Task.Delay(5); Assert.Fail("later"); }
                [Fact(Timeout = 50)] public async Task Is_late() => await Task.Delay(2000);
                [Fact] public async Task Passes() => await Task.Yield();
            }
            """, "Fails", "Fails_as_value", "Fails_as_row", "Fails_as_void", "Is_late", "Passes");
        Assert.Equal("later", answer["T.Fails"].Failures[0].Message);
        Assert.Equal("later", answer["T.Fails_as_value"].Failures[0].Message);
        Assert.Equal("later", answer["T.Fails_as_row"].Failures[0].Message);
        Assert.Equal("later", answer["T.Fails_as_void"].Failures[0].Message);
        Assert.Equal("Xunit.Sdk.TestTimeoutException", answer["T.Is_late"].Failures[0].ExceptionType);
        Assert.Equal(OutcomeStatus.Passed, answer["T.Passes"].Status);
    }

    [Fact]
    public async Task Fixtures_live_as_long_as_xunit_says_and_their_failures_count()
    {
        var answer = await RunAsync("""
            public class Fixture : IAsyncLifetime, IDisposable { public int Value; public Task InitializeAsync() { Value = 5; return Task.CompletedTask; } public Task DisposeAsync() => Task.CompletedTask; public void Dispose() { } }
            [CollectionDefinition("all")] public class All : ICollectionFixture<Fixture> { }
            [Collection("all")] public class T(Fixture shared, T.Own own) : IClassFixture<T.Own>, IDisposable
            {
                public class Own { public int Count; }
                private int mine;
                [Fact] public void First() { Assert.Equal(5, shared.Value); own.Count++; mine++; Assert.Equal((1, 1), (own.Count, mine)); }
                [Fact] public void Second() { own.Count++; mine++; Assert.Equal((2, 1), (own.Count, mine)); }
                public void Dispose() { if (own.Count == 3) throw new InvalidOperationException("in Dispose"); }
                [Fact] public void Third() => own.Count++;
            }
            public class BrokenFixture { public BrokenFixture() => throw new InvalidOperationException("no fixture"); }
            public class WithBroken(BrokenFixture f) : IClassFixture<BrokenFixture> { [Fact] public void Never() => Assert.NotNull(f); }
            public class BadEnd : IDisposable { public void Dispose() => throw new InvalidOperationException("bad end"); }
            public class WithBadEnd : IClassFixture<BadEnd> { [Fact] public void Passes_at_first() { } }
            """, "T.First", "T.Second", "T.Third", "WithBroken.Never", "WithBadEnd.Passes_at_first");
        Assert.Equal((OutcomeStatus.Passed, OutcomeStatus.Passed), (answer["T.First"].Status, answer["T.Second"].Status));
        Assert.Equal("in Dispose", answer["T.Third"].Failures[0].Message);
        Assert.Contains("no fixture", answer["WithBroken.Never"].Failures[0].Message, StringComparison.Ordinal);
        Assert.Equal(OutcomeStatus.Failed, answer["WithBadEnd.Passes_at_first"].Status);
        Assert.Contains("bad end", answer["WithBadEnd.Passes_at_first"].Failures[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skips_and_output_are_reported()
    {
        var answer = await RunAsync("""
            public class T(ITestOutputHelper output)
            {
                [Fact(Skip = "not today")] public void Skipped() => Assert.Fail();
                [Fact] public void Writes() { output.WriteLine("by helper"); Console.WriteLine("by console"); Console.Error.WriteLine("by error"); }
                [Fact] public void Writes_much() { for (var i = 0; i < 5000; i++) Console.WriteLine("line " + i); }
                [Fact] public void Reads() => Assert.Null(Console.In.ReadLine());
            }
            """, "Skipped", "Writes", "Writes_much", "Reads");
        Assert.Equal((OutcomeStatus.Skipped, "not today"), (answer["T.Skipped"].Status, answer["T.Skipped"].SkipReason));
        Assert.Equal("by helper\nby console\nby error\n", answer["T.Writes"].Output);
        Assert.Equal(16 << 10, answer["T.Writes_much"].Output.Length);
        Assert.Contains("by console", answer.End.Output, StringComparison.Ordinal);
        Assert.Equal(OutcomeStatus.Passed, answer["T.Reads"].Status);
    }

    [Fact]
    public async Task Checks_run_in_the_order_asked_for_and_stop_at_the_first_failure_when_asked()
    {
        const string Checks = """
            public class A { [Fact] public void Zero() { } [Fact] public void One() => Assert.Fail(); }
            public class B { [Fact] public void Two() { } [Theory, InlineData(1), InlineData(2)] public void Three(int n) => Assert.Equal(0, n); }
            """;
        string[] order = ["B.Three", "B.Two", "A.One", "A.Zero"];
        Assert.Equal(order, (await cell.RunAsync(Candidate, Checks, order)).Started);
        var fast = await cell.RunAsync(Candidate, Checks, order, with: j => j with { FailFast = true });
        Assert.Equal((EndKind.Completed, 1), (fast.End.Kind, fast.Outcomes.Count));
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
            """, ["T.A", "T.B"], with: j => j with { Coverage = true });
        Assert.Equal([1, 3], answer["T.A"].Coverage);
        Assert.Equal([2], answer["T.B"].Coverage);
    }

    [Fact]
    public async Task Culture_time_zone_and_environment_are_the_same_everywhere_and_hold_no_secrets()
    {
        var answer = await RunAsync("""
            public class T
            {
                [Fact] public void Same()
                {
                    Assert.Equal(("", "1.5", TimeSpan.Zero), (System.Globalization.CultureInfo.CurrentCulture.Name, 1.5.ToString(), TimeZoneInfo.Local.BaseUtcOffset));
                    Assert.Equal("de-DE", new System.Globalization.CultureInfo("de-DE").Name);
                }
                [Fact] public void Closed() => Assert.Null(Environment.GetEnvironmentVariable("SECRET_API_KEY"));
            }
            """, "Same", "Closed");
        Assert.Equal((OutcomeStatus.Passed, OutcomeStatus.Passed), (answer["T.Same"].Status, answer["T.Closed"].Status));
    }

    [Fact]
    public async Task Forged_reports_do_not_count()
    {
        var forger = """
            public static class Forger
            {
                public static void Forge(int descriptor)
                {
                    var json = System.Text.Encoding.UTF8.GetBytes("{\"id\":\"T.Fails\",\"status\":\"Passed\",\"casesPassed\":1}");
                    using var stream = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(descriptor, false), FileAccess.Write, 0);
                    foreach (var token in new[] { 0, 16 })
                    {
                        foreach (var (type, body) in new[] { (18, json), (19, Array.Empty<byte>()), (21, json) })
                            stream.Write([.. BitConverter.GetBytes(body.Length + token), (byte)type, .. new byte[token], .. body]);
                    }
                }
            }
            """;
        var answer = await cell.RunAsync(forger, """
            public class T { [Fact] public void Fails() { Forger.Forge(1); Forger.Forge(2); Assert.Fail("truly"); } [Fact] public void Exits() => Environment.Exit(0); }
            """, ["T.Fails", "T.Exits"]);
        Assert.Equal((OutcomeStatus.Failed, "truly"), (answer["T.Fails"].Status, answer["T.Fails"].Failures[0].Message));
        Assert.Equal((EndKind.Exited, "T.Exits"), (answer.End.Kind, answer.End.RunningCheck));
        Assert.DoesNotContain("T.Exits", answer.Outcomes.Keys);

        var guess = await cell.RunAsync(forger, """
            public class T { [Fact] public void Fails() { Forger.Forge(3); Thread.Sleep(-1); } }
            """, ["T.Fails"]);
        Assert.Equal((EndKind.Crashed, "T.Fails"), (guess.End.Kind, guess.End.RunningCheck));
        Assert.Contains("forges reports", guess.End.Detail, StringComparison.Ordinal);
        Assert.Empty(guess.Outcomes);
    }

    [Theory]
    [InlineData("foreach (var n in numbers) try { visit(n); } catch { }")]
    [InlineData("foreach (var n in numbers) ((IAsyncResult)Task.Run(() => visit(n))).AsyncWaitHandle.WaitOne();")]
    public async Task A_failed_assertion_that_the_candidate_swallows_fails_the_check_all_the_same(string body)
    {
        var candidate = $$"""public static class C { public static void Each(int[] numbers, Action<int> visit) { {{body}} } }""";
        var answer = await cell.RunAsync(candidate, """
            public class T
            {
                [Fact] public void Swallowed() => C.Each([1, 2], n => Assert.Equal(1, n));
                [Fact] public void Good() => C.Each([1, 1], n => Assert.Equal(1, n));
                [Fact] public void Caught_by_the_check_itself() => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Assert.Equal(1, 2));
            }
            """, ["T.Swallowed", "T.Good", "T.Caught_by_the_check_itself"]);
        Assert.Equal([OutcomeStatus.Failed, OutcomeStatus.Passed, OutcomeStatus.Passed], new[] { "Swallowed", "Good", "Caught_by_the_check_itself" }.Select(n => answer["T." + n].Status));
        Assert.Contains("kept it from the check", answer["T.Swallowed"].Failures[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checks_assembly_that_does_not_load_is_no_completed_run()
    {
        var payload = Compiling.TestAssemblies.Compile(Candidate, "public class T { [Fact] public void Runs() { } }", Job("T.Runs"));
        var answer = await cell.RunAsync(payload with { ChecksPe = new byte[100] });
        Assert.Equal(EndKind.Exited, answer.End.Kind);
        Assert.Contains("BadImageFormatException", answer.End.Output, StringComparison.Ordinal);
    }

    private static HostJob Job(params string[] ids) => new() { Id = "j", CandidateName = "Candidate", ChecksName = "Checks", Expected = [.. ids.Select(i => new ExpectedCheck(i, false))], Limits = Cell.Limits };

    private static (int, int) Cases(CellAnswer answer, string id)
    {
        var outcome = answer[id.Contains('.') ? id : "T." + id];
        return (outcome.CasesPassed, outcome.CasesFailed);
    }

    private async Task<CellAnswer> RunAsync(string checks, params string[] ids)
    {
        var answer = await cell.RunAsync(Candidate, checks, [.. ids.Select(i => i.Contains('.') ? i : "T." + i)]);
        Assert.Equal(EndKind.Completed, answer.End.Kind);
        return answer;
    }
}
