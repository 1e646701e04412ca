using CodeRefine.TestHost.Forking;
using CodeRefine.TestHost.Native;
using CodeRefine.TestHost.Protocol;
using CodeRefine.TestHost.Tests.Cells;
using CodeRefine.TestHost.Tests.Compiling;

namespace CodeRefine.TestHost.Tests.Forking;

/// <summary>Hosts that are copies of a mould: when there are such, and what happens where the mould fails.</summary>
public sealed class ForkingTests(ForkingCell cell) : IClassFixture<ForkingCell>
{
    private const int Stop = 19, Continue = 18;
    private const string Right = "public static class C { public static int N; public static int F() => ++N; }";
    private const string Counts = "public class T { [Fact] public void Counts() => Assert.Equal(1, C.F()); [Fact] public void Fails() => Assert.Equal(5, C.F()); }";

    [Fact]
    public async Task The_first_host_of_a_cell_is_never_a_copy()
    {
        await using var fresh = new ForkingCell();
        await fresh.InitializeAsync();

        Assert.Null(fresh.ForkedHost());
        await VerdictIsRightAsync(fresh);
    }

    [Fact]
    public async Task Each_host_is_another_copy_of_the_same_mould()
    {
        var (mould, first) = await cell.AwaitForkedHostAsync();
        await VerdictIsRightAsync(cell);
        await cell.AwaitReadyAsync();
        var next = cell.ForkedHost();

        Assert.Equal(mould, next?.Mould);
        Assert.NotEqual(first, next?.Host);
        await VerdictIsRightAsync(cell);
    }

    [Fact]
    public async Task What_a_candidate_changes_is_not_seen_by_the_next_copy()
    {
        const string Vandal = """
            public static class C
            {
                [System.Runtime.InteropServices.DllImport("libc")] public static extern int setenv(string name, string value, int over);
                public static unsafe void Run()
                {
                    System.Globalization.CultureInfo.DefaultThreadCurrentCulture = new("de-DE");
                    Environment.SetEnvironmentVariable("LEFT", "1");
                    setenv("LEFT", "1", 1);
                    AppContext.SetData("left", "1");
                    AppContext.SetSwitch("Left", true);
                    Environment.CurrentDirectory = "/";
                    Console.SetOut(TextWriter.Null);
                    AppDomain.CurrentDomain.FirstChanceException += (_, _) => AppContext.SetData("heard", "1");
                    fixed (char* text = string.Intern("System.Int32")) { text[0] = 'X'; }
                    typeof(TimeZoneInfo).GetMethod("ClearCachedData")!.Invoke(null, null);
                    foreach (var descriptor in Directory.GetFiles("/proc/self/fd").Select(f => int.Parse(Path.GetFileName(f))).Where(d => d > 3)) try { new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(descriptor, false), FileAccess.Read, 0).Position = 7; } catch (Exception) { }
                }
            }
            """;
        const string Look = """
            public static class C
            {
                public static string Run()
                {
                    try { throw new FormatException(); } catch (FormatException) { }
                    Console.Write("heard");
                    return string.Join(" ", 1.5, System.Globalization.CultureInfo.CurrentCulture.Name + "|", Environment.GetEnvironmentVariable("LEFT") + "|", AppContext.GetData("left") + "|", AppContext.GetData("heard") + "|", AppContext.TryGetSwitch("Left", out _), Environment.CurrentDirectory == "/", typeof(int).FullName, string.Intern("System.Int32")[0]);
                }
            }
            """;
        await cell.AwaitForkedHostAsync();
        var vandal = await cell.RunAsync(Vandal, "public class T { [Fact] public void Runs() => C.Run(); }", ["T.Runs"]);
        Assert.Equal(OutcomeStatus.Passed, vandal["T.Runs"].Status);
        await cell.AwaitForkedHostAsync();

        var next = await cell.RunAsync(Look, "public class T { [Fact] public void Looks() => Assert.Equal(\"1.5 | | | | False False System.Int32 S\", C.Run()); }", ["T.Looks"]);

        Assert.True(next["T.Looks"].Status == OutcomeStatus.Passed, next["T.Looks"].Failures.FirstOrDefault()?.Message);
        Assert.Equal("heard", next["T.Looks"].Output);
    }

    /// <summary>Each cell's first copy is made as soon as the mould says that it is fit; a collection stops every thread that the copy believes to have.</summary>
    [Fact]
    public async Task The_first_copy_of_each_mould_collects_garbage_as_any_other_host()
    {
        // Made beforehand, since a copy that has to wait for its job gives way to a host of its own.
        var job = new HostJob { Id = "1", CandidateName = "Candidate", ChecksName = "Checks", Expected = [new ExpectedCheck("T.Counts", false)], Limits = Cell.Limits };
        var payload = TestAssemblies.Compile("public static class C { public static int F() { GC.Collect(); GC.Collect(); return 1; } }", Counts, job);
        for (var round = 0; round < 5; round++)
        {
            await using var fresh = new ForkingCell();
            await fresh.InitializeAsync();
            await fresh.AwaitForkedHostAsync();

            var answer = await fresh.RunAsync(payload);

            Assert.True(answer.End is { Kind: EndKind.Completed, Forked: true }, answer.End.ToString());
        }
    }

    [Fact]
    public void A_thread_that_runs_is_not_at_rest()
    {
        using var ended = new ManualResetEventSlim();
        var waiting = 0;
        var sleeper = new Thread(() => { waiting = ThreadNumber(); ended.Wait(); });
        sleeper.Start();
        SpinWait.SpinUntil(() => waiting != 0);

        Assert.False(Fitness.IsAtRest(ThreadNumber()));
        Assert.True(SpinWait.SpinUntil(() => Fitness.IsAtRest(waiting), TimeSpan.FromSeconds(20)));
        Assert.False(Fitness.IsAtRest(int.MaxValue));
        ended.Set();
        sleeper.Join();
    }

    [Fact]
    public async Task A_mould_that_is_killed_costs_no_verdict()
    {
        var (mould, _) = await cell.AwaitForkedHostAsync();

        Libc.Kill(mould, Libc.SigKill);
        await cell.NextReadyAsync();

        await VerdictIsRightAsync(cell);
        await cell.AwaitForkedHostAsync();
        await VerdictIsRightAsync(cell);
    }

    [Fact]
    public async Task A_mould_that_is_stopped_costs_no_verdict()
    {
        var (mould, _) = await cell.AwaitForkedHostAsync();

        Libc.Kill(mould, Stop);
        await VerdictIsRightAsync(cell);

        var (next, _) = await cell.AwaitForkedHostAsync();
        Assert.NotEqual(mould, next);
        Libc.Kill(mould, Continue);
        await VerdictIsRightAsync(cell);
    }

    [Fact]
    public async Task What_a_forked_host_leaves_behind_dies_and_the_next_host_is_no_copy()
    {
        const string Parent = """
            public static class C { [System.Runtime.InteropServices.DllImport("libc")] static extern int fork(); [System.Runtime.InteropServices.DllImport("libc")] static extern int setsid(); [System.Runtime.InteropServices.DllImport("libc")] static extern int pause();
            public static int F() { if (fork() == 0) { setsid(); while (true) pause(); } return 1; } }
            """;
        await cell.AwaitForkedHostAsync();

        var answer = await cell.RunAsync(Parent, Counts, ["T.Counts"]);
        await cell.AwaitReadyAsync();

        Assert.Equal(OutcomeStatus.Passed, answer["T.Counts"].Status);
        Assert.Null(cell.ForkedHost());
        await VerdictIsRightAsync(cell);
    }

    [Fact]
    public async Task A_check_that_runs_is_cancelled_in_a_forked_host_too()
    {
        await cell.AwaitForkedHostAsync();
        var job = cell.RunAsync("public static class C { public static int F() { while (true) { } } }", Counts, ["T.Counts"], Cell.Limits with { CheckMilliseconds = 60_000 });
        await cell.CancelAsync();

        var answer = await job;

        Assert.Equal(EndKind.Cancelled, answer.End.Kind);
        await VerdictIsRightAsync(cell);
    }

    /// <summary>The kernel's, of the thread that asks.</summary>
    private static int ThreadNumber() => int.Parse(Path.GetFileName(File.ResolveLinkTarget("/proc/thread-self", returnFinalTarget: false)!.FullName), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task VerdictIsRightAsync(Cell cell)
    {
        var answer = await cell.RunAsync(Right, Counts, ["T.Counts", "T.Fails"]);
        Assert.Equal((EndKind.Completed, OutcomeStatus.Passed, OutcomeStatus.Failed), (answer.End.Kind, answer["T.Counts"].Status, answer["T.Fails"].Status));
        Assert.Equal(("5", "2"), (answer["T.Fails"].Failures[0].Expected, answer["T.Fails"].Failures[0].Actual));
    }
}
