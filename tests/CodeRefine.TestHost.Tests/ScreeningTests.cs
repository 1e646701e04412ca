using System.Text.Json;
using CodeRefine.TestHost.Protocol;
using CodeRefine.TestHost.Tests.Cells;
using CodeRefine.TestHost.Tests.Compiling;

namespace CodeRefine.TestHost.Tests;

/// <summary>Checks of every shape, called without xunit's engine for variants of a candidate.</summary>
public sealed class ScreeningTests(Cell cell) : IClassFixture<Cell>
{
    private const string Candidate = """
        namespace CodeRefine.Instrumentation
        {
            internal static class Probe
            {
                public static int[] Switch = new int[1];
                public static long StepLimit = 1000;
                public static int DepthLimit = 1000;
                public static long Steps;
                public static int Deepest;
                public static void Reset() { Steps = 0; Deepest = 0; }
                public static void Step() { if (++Steps > StepLimit) throw new InvalidOperationException("Step budget exceeded"); }
            }
        }
        public static class C
        {
            public static int On => CodeRefine.Instrumentation.Probe.Switch[0];
            public static int Same(int x) { Console.WriteLine(new string('x', 2000)); return On == 1 ? x : x + 1; }
            public static int[] Sort(int[] xs) { if (On == 1) Array.Sort(xs); return xs; }
            public static int Count(int n) { var c = 0; while (c < n || On == 2) { CodeRefine.Instrumentation.Probe.Step(); c++; } return On == 1 ? c : c + 1; }
        }
        """;

    [Theory]
    [InlineData("a fact", "[Fact] public void It() => Assert.Equal(3, C.Same(3));")]
    [InlineData("a task", "[Fact] public async Task It() { await Task.Yield(); Assert.Equal(3, C.Same(3)); }")]
    [InlineData("a value task", "[Fact] public async ValueTask It() { await Task.Delay(1); Assert.Equal(3, C.Same(3)); }")]
    [InlineData("a value task of something", "[Fact] public async ValueTask<int> It() { await Task.Yield(); Assert.Equal(3, C.Same(3)); return 1; }")]
    [InlineData("a static method", "[Fact] public static void It() => Assert.Equal(3, C.Same(3));")]
    [InlineData("rows in attributes", "[Theory, InlineData(3, 3L), InlineData(4, 4L)] public void It(int x, long wanted) => Assert.Equal(wanted, C.Same(x));")]
    [InlineData("rows with defaults and params", "[Theory, InlineData(3), InlineData(4, 5)] public void It(int x, params int[] more) => Assert.Equal(x + more.Length, C.Same(x) + more.Length);")]
    [InlineData("rows of a member", "public static TheoryData<int, int> Rows => new() { { 3, 3 }, { 4, 4 } }; [Theory, MemberData(nameof(Rows))] public void It(int x, int wanted) => Assert.Equal(wanted, C.Same(x));")]
    [InlineData("rows of a class", "class Rows : TheoryData<int> { public Rows() { Add(7); Add(8); } } [Theory, ClassData(typeof(Rows))] public void It(int x) => Assert.Equal(x, C.Same(x));")]
    [InlineData("rows that a test changes", "public static IEnumerable<object[]> Rows => [[new[] { 3, 1, 2 }], [new[] { 2, 1 }]]; [Theory, MemberData(nameof(Rows))] public void It(int[] xs) => Assert.Equal(xs.Order(), C.Sort(xs));")]
    [InlineData("rows with objects that a test changes", "public class Box { public int Value = 3; } public static IEnumerable<object[]> Rows => [[new Box()]]; [Theory, MemberData(nameof(Rows))] public void It(Box box) { Assert.Equal(3, box.Value); box.Value++; Assert.Equal(4, C.Same(box.Value)); }")]
    [InlineData("a property", "[Property] public bool It(int x) => C.Same(x) == x;")]
    [InlineData("a property that fails on few inputs", "[Property] public void It(int x) => Assert.True(x < 80 || C.Same(x) == x);")]
    [InlineData("an output helper and disposal", "readonly ITestOutputHelper output; readonly int[] made = new int[1]; public T(ITestOutputHelper output) => this.output = output; public void Dispose() => made[0]++; [Fact] public void It() { output.WriteLine(\"a {0}\", 1); Assert.Equal(3, C.Same(3)); }", ": IDisposable")]
    [InlineData("a lifetime", "int three; public async Task InitializeAsync() { await Task.Yield(); three = 3; } public Task DisposeAsync() => Task.CompletedTask; [Fact] public void It() => Assert.Equal(three, C.Same(three));", ": IAsyncLifetime")]
    [InlineData("a fixture", "readonly F f; public T(F f) => this.f = f; public class F { public int Uses; } [Fact] public void It() { Assert.Equal(1, ++f.Uses); Assert.Equal(3, C.Same(3)); }", ": IClassFixture<T.F>")]
    [InlineData("a private check of a nested class", "public class Inner { [Fact] public void It() => Assert.Equal(3, C.Same(3)); }", "", "T+Inner.It")]
    [InlineData("steps that no passing check needs", "[Fact] public void It() => Assert.Equal(3000, C.Count(3000));")]
    public async Task A_check_says_the_same_of_each_variant_as_in_a_real_run(string shape, string members, string bases = "", string id = "T.It")
    {
        var checks = "using CodeRefine.Properties; public class T " + bases + " { [Fact] public void Other() { } " + members + " }";

        var (ground, outcomes, end) = await ScreenAsync(checks, [id, "T.Other"], failing: [0], [1, 0, 2, 1, 1, 0]);

        Assert.Equal(EndKind.Completed, end.Kind);
        Assert.True(ground.Checks.SequenceEqual([0, 1]), shape);
        Assert.Equal([true, false, false, true, true, false], outcomes.Select(o => o.Passed));
    }

    [Theory]
    [InlineData("nobody can wait for it", "[Fact] public async void It() { await Task.Yield(); Assert.Equal(3, C.Same(3)); }")]
    [InlineData("it is generic", "[Theory, InlineData(3)] public void It<X>(X x) => Assert.Equal(3, C.Same(3));")]
    [InlineData("an attribute runs around it", "[Around, Fact] public void It() => Assert.Equal(3, C.Same(3)); class AroundAttribute : Xunit.Sdk.BeforeAfterTestAttribute;")]
    [InlineData("it has an attribute of its own kind", "[Mine] public void It() => Assert.Equal(3, C.Same(3)); class MineAttribute : FactAttribute;")]
    [InlineData("its rows can't be made", "public static IEnumerable<object[]> Rows => throw new Exception(); [Theory, MemberData(nameof(Rows))] public void It(int x) => Assert.Equal(x, C.Same(x));")]
    [InlineData("another class inherits it", "[Fact] public void It() => Assert.Equal(3, C.Same(3)); public class Heir : T;")]
    [InlineData("it passes here", "[Fact] public void It() { }")]
    public async Task What_cannot_be_called_so_takes_no_part(string why, string members)
    {
        var (ground, outcomes, end) = await ScreenAsync("public class T { " + members + " } public class O { [Fact] public void Other() => Assert.Equal(4, C.Same(4)); }", ["T.It", "O.Other"], failing: [0, 1], [1, 0]);

        Assert.Equal(EndKind.Completed, end.Kind);
        Assert.True(ground.Checks.SequenceEqual([1]), why);
        Assert.Equal([true, false], outcomes.Select(o => o.Passed));
    }

    [Fact]
    public async Task A_variant_is_given_up_after_some_cases_that_still_fail()
    {
        var rows = string.Join(", ", Enumerable.Range(0, 40).Select(i => $"InlineData({i})"));
        var checks = "public class T { static int calls; [Theory, " + rows + "] public void It(int x) { calls++; Assert.Equal(x, C.Same(x)); } [Fact] public void Few() => Assert.True(calls < 9 || C.On == 1); }";

        var (_, outcomes, _) = await ScreenAsync(checks, ["T.It", "T.Few"], failing: [0], [3, 1]);

        Assert.Equal([(false, 0.0), (true, 1.0)], outcomes.Select(o => (o.Passed, o.Gain)));
    }

    [Fact]
    public async Task A_later_assertion_counts_as_progress()
    {
        const string Checks = "public class T { [Fact] public void It() { Assert.Equal(4, C.Same(4)); Assert.Equal(0, C.On); } }";

        var (_, outcomes, _) = await ScreenAsync(Checks, ["T.It"], failing: [0], [3, 1]);

        Assert.Equal([false, true], outcomes.Select(o => o.Further));
        Assert.All(outcomes, o => Assert.Equal((false, 0.0), (o.Passed, o.Gain)));
    }

    private async Task<(ScreenGround Ground, List<VariantOutcome> Outcomes, JobEnd End)> ScreenAsync(string checks, string[] ids, int[] failing, int[] alternatives)
    {
        var job = new HostJob
        {
            Id = Guid.NewGuid().ToString("N"),
            CandidateName = "Candidate",
            ChecksName = "Checks",
            Expected = [.. ids.Select(i => new ExpectedCheck(i, false))],
            Limits = Cell.Limits,
            Screen = new ScreenPlan
            {
                Failing = failing,
                Orders = [[.. Enumerable.Range(0, ids.Length)]],
                Variants = [.. alternatives.Select((a, i) => new ScreenTask(i, [0, a], 0))],
            },
        };
        ScreenGround? ground = null;
        var outcomes = new List<VariantOutcome>();
        var answer = await cell.RunAsync(TestAssemblies.Compile(Candidate, checks, job), frame =>
        {
            if (frame.Type == FrameType.ScreenGround)
            {
                ground = JsonSerializer.Deserialize(frame.Payload.Span, ProtocolJson.Default.ScreenGround);
            }
            else if (frame.Type == FrameType.Screened)
            {
                outcomes.AddRange(JsonSerializer.Deserialize(frame.Payload.Span, ProtocolJson.Default.ScreenBatch)!.Outcomes);
            }
        });
        Assert.NotNull(ground);
        return (ground, outcomes, answer.End);
    }
}
