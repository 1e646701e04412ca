using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Tests.Support;

namespace CodeRefine.Sandboxes.Tests;

public class ScreeningTests(Sandboxed sandboxes)
{
    private const string Sum = "public static int Sum(int first, int last) { var s = 0; for (var i = first; On switch { 1 => i <= last, 2 => i < last - 1, 3 => i < last + 2, 4 => true, _ => i < last }; i++) { Step(); s += i; } return s; }";
    private const string SumChecks = "[Theory, InlineData(1, 3, 6), InlineData(1, 4, 10)] public void Both(int a, int b, int s) => Assert.Equal(s, C.Sum(a, b)); [Fact] public void Same() => Assert.Equal(4, C.Sum(4, 4)); [Fact] public void Backwards() => Assert.Equal(0, C.Sum(5, 1));";

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task Of_many_variants_the_right_ones_pass(string kind)
    {
        var sandbox = await sandboxes.GetAsync(kind);

        var report = await sandbox.ScreenAsync(Switched.Run(Sum, SumChecks, ["Both", "Same"], ["Backwards"], 2, 1, 3, 4, 0, 1), CancellationToken.None);

        Assert.Null(report.Problem);
        Assert.Equal([0, 1, 2], report.Screened);
        Assert.Equal([100, 101, 102, 103, 104, 105], report.Outcomes.Select(o => o.Variant));
        Assert.Equal([ScreenStatus.Failed, ScreenStatus.Passed, ScreenStatus.Failed, ScreenStatus.Failed, ScreenStatus.Failed, ScreenStatus.Passed], report.Outcomes.Select(o => o.Status));
        Assert.Equal([0, 2, 0, 0, 0, 2], report.Outcomes.Select(o => o.Gain));
        Assert.Equal((1, false), (report.Processes, report.Leaked));
    }

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task Progress_and_breakage_are_told(string kind)
    {
        var sandbox = await sandboxes.GetAsync(kind);
        const string Code = "public static int Sign(int x) => On switch { 1 => x < 0 ? -1 : x > 0 ? 1 : 0, 2 => -1, 3 => x == 0 ? 0 : 1, 4 => 0, _ => 1 };";
        const string Checks = "[Theory, InlineData(-3, -1), InlineData(-2, -1), InlineData(0, 0)] public void Others(int x, int s) => Assert.Equal(s, C.Sign(x)); [Fact] public void Some() { Assert.Equal(1, C.Sign(3)); Assert.Equal(0, C.Sign(0)); Assert.Equal(-1, C.Sign(-1)); } [Fact] public void Positive() => Assert.Equal(1, C.Sign(2));";

        var report = await sandbox.ScreenAsync(Switched.Run(Code, Checks, ["Others", "Some"], ["Positive"], 1, 2, 3, 4), CancellationToken.None);

        Assert.Equal([2, 0.666667, 0.333333, 0.333333], report.Outcomes.Select(o => o.Gain));
        Assert.Equal([null, 2, null, 2], report.Outcomes.Select(o => o.Broken));
        Assert.Equal([false, false, true, false], report.Outcomes.Select(o => o.Further));
        Assert.Equal(ScreenStatus.Passed, Assert.Single(report.Outcomes, o => o.Status != ScreenStatus.Failed).Status);
    }

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task A_variant_that_ends_or_hangs_its_process_costs_that_process_only(string kind)
    {
        var sandbox = await sandboxes.GetAsync(kind);
        const string Code = """
            static int Deep(int n) => n < 0 ? 0 : 1 + Deep(n + 1 > 0 ? n + 1 : 1);
            public static int F(int x) => On switch { 1 => x, 2 => Spin(), 3 => Die(), 4 => Deep(1), _ => x + 1 };
            static int Spin() { while (true) { } }
            static int Die() { Environment.Exit(3); return 0; }
            """;

        var run = Switched.Run(Code, "[Fact] public void Same() => Assert.Equal(2, C.F(2));", ["Same"], [], 0, 3, 1, 2, 0, 4, 1, 0);
        var report = await sandbox.ScreenAsync(run with { Limits = run.Limits with { CheckTime = TimeSpan.FromSeconds(2) } }, CancellationToken.None);

        Assert.Equal([ScreenStatus.Failed, ScreenStatus.Crashed, ScreenStatus.Passed, ScreenStatus.Hung, ScreenStatus.Failed, ScreenStatus.Crashed, ScreenStatus.Passed, ScreenStatus.Failed], report.Outcomes.Select(o => o.Status));
        Assert.Equal(4, report.Processes);
    }

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task What_one_variant_leaves_in_static_state_does_not_reach_another(string kind)
    {
        var sandbox = await sandboxes.GetAsync(kind);
        const string Code = """
            static readonly Dictionary<int, int> memo = new() { [0] = 0 };
            static int calls;
            public static int Twice(int x) { calls++; if (memo.TryGetValue(x, out var known)) return known; return memo[x] = On switch { 1 => 2 * x, 2 => 3 * x, _ => x } + (calls > 5 ? 1 : 0); }
            """;

        var report = await sandbox.ScreenAsync(Switched.Run(Code, "[Fact] public void Three() => Assert.Equal(6, C.Twice(3)); [Fact] public void Zero() => Assert.Equal(0, C.Twice(0));", ["Three"], ["Zero"], [.. Enumerable.Range(0, 30).Select(i => i % 3)]), CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 30).Select(i => i % 3 == 1 ? ScreenStatus.Passed : ScreenStatus.Failed), report.Outcomes.Select(o => o.Status));
        Assert.False(report.Leaked);
    }

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task State_that_cannot_be_put_back_is_noticed_and_variants_run_apart(string kind)
    {
        var sandbox = await sandboxes.GetAsync(kind);
        const string Code = """
            static class Once<T> { public static bool Spoilt; }
            public static int Same(int x) { if (On == 2) Once<int>.Spoilt = true; return Once<int>.Spoilt ? -1 : On == 1 ? x : x + x; }
            """;

        var report = await sandbox.ScreenAsync(Switched.Run(Code, "[Fact] public void Three() => Assert.Equal(3, C.Same(3)); [Fact] public void Zero() => Assert.Equal(0, C.Same(0));", ["Three"], ["Zero"], 1, 2, 1, 0), CancellationToken.None);

        Assert.True(report.Leaked);
        Assert.Equal([ScreenStatus.Passed, ScreenStatus.Failed, ScreenStatus.Passed, ScreenStatus.Failed], report.Outcomes.Select(o => o.Status));
    }

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task More_processes_at_once_tell_the_same(string kind)
    {
        await sandboxes.GetAsync(kind);
        var run = Switched.Run(Sum, SumChecks, ["Both", "Same"], ["Backwards"], [.. Enumerable.Range(0, 400).Select(i => i * 7 % 5)]);
        await using var two = await SandboxFactory.CreateAsync(kind, 2, CancellationToken.None);

        var one = await (await sandboxes.GetAsync(kind)).ScreenAsync(run, CancellationToken.None);
        var both = await two.ScreenAsync(run, CancellationToken.None);

        Assert.Equal(one.Outcomes, both.Outcomes);
        Assert.Equal((1, 2), (one.Processes, both.Processes));
        Assert.Equal(80, one.Outcomes.Count(o => o.Status == ScreenStatus.Passed));
    }

    [Fact]
    public async Task Variants_that_fill_the_memory_in_few_steps_are_stopped_and_cost_no_process()
    {
        var sandbox = await sandboxes.GetAsync(SandboxFactory.Bubblewrap);
        const string Code = "public static int Count(int x) { var all = new List<long> { 1 }; while (all.Count < x || On == 2) { Step(); all.AddRange(all); } return On == 1 ? all.Count : 0; }";

        var report = await sandbox.ScreenAsync(Switched.Run(Code, "[Fact] public void Eight() => Assert.Equal(8, C.Count(8));", ["Eight"], [], 2, 1, 2, 2, 0, 1), CancellationToken.None);

        Assert.Equal([ScreenStatus.Failed, ScreenStatus.Passed, ScreenStatus.Failed, ScreenStatus.Failed, ScreenStatus.Failed, ScreenStatus.Passed], report.Outcomes.Select(o => o.Status));
        Assert.Equal(1, report.Processes);
        Assert.InRange(report.Use.PeakMemoryBytes, 0, 450L << 20);
    }

    [Fact]
    public async Task A_candidate_without_switches_is_refused_in_a_sentence()
    {
        var sandbox = await sandboxes.GetAsync(SandboxFactory.Bubblewrap);
        var plain = Compiled.Method("return x + 1;", "Zero");

        var report = await sandbox.ScreenAsync(Switched.Run("", "[Fact] public void A() { }", ["A"], [], 1) with { Candidate = plain.Candidate, Checks = plain.Checks, Expected = plain.Expected }, CancellationToken.None);

        Assert.Equal("The candidate holds no switches.", report.Problem);
        Assert.Equal(0, report.Told);
    }

    [Fact]
    public async Task Screening_ends_at_its_time_with_what_it_knows()
    {
        var sandbox = await sandboxes.GetAsync(SandboxFactory.Bubblewrap);
        var run = Switched.Run("public static int F(int x) { if (On > 0) Thread.Sleep(300); return x + 1; }", "[Fact] public void Same() => Assert.Equal(2, C.F(2));", ["Same"], [], [.. Enumerable.Repeat(1, 40)]);

        var report = await sandbox.ScreenAsync(run with { Limits = run.Limits with { TotalTime = TimeSpan.FromSeconds(2) } }, CancellationToken.None);

        Assert.InRange(report.Told, 1, 10);
        Assert.All(report.Outcomes.Skip(12), o => Assert.Equal(ScreenStatus.NotRun, o.Status));
    }

    [Fact]
    public async Task I_can_cancel_a_screening_at_once()
    {
        var sandbox = await sandboxes.GetAsync(SandboxFactory.Bubblewrap);
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var run = Switched.Run("public static int F(int x) { if (On > 0) Thread.Sleep(20000); return x + 1; }", "[Fact] public void Same() => Assert.Equal(2, C.F(2));", ["Same"], [], 1, 1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sandbox.ScreenAsync(run with { Limits = run.Limits with { CheckTime = TimeSpan.FromSeconds(30) } }, cancel.Token));

        Assert.True((await sandbox.RunAsync(Compiled.Method("return x;", "Zero"), CancellationToken.None)).Passed);
    }
}
