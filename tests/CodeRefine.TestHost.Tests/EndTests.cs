using CodeRefine.TestHost.Protocol;
using CodeRefine.TestHost.Tests.Cells;

namespace CodeRefine.TestHost.Tests;

/// <summary>Every way for a job to end, each followed by a job that is none the worse for it.</summary>
public sealed class EndTests(Cell cell) : EndingTests(cell)
{
    private static readonly HostLimits Quick = Cells.Cell.Limits with { CheckMilliseconds = 1000 };

    [Fact]
    public async Task A_hang_is_timed_out_and_names_its_check()
    {
        var end = await EndOfAsync("public static void Run() { while (true) { } }", Quick);
        Assert.Equal((EndKind.TimedOut, "T.Runs"), (end.Kind, end.RunningCheck));
        Assert.True(end.WallMilliseconds >= 1000);
        Assert.InRange(end.CpuMilliseconds, 1, 5000);
    }

    [Fact]
    public async Task A_hang_in_a_static_constructor_counts_to_the_check_that_met_it()
    {
        var end = await EndOfAsync("static C() { while (true) { } } public static void Run() { }", Quick);
        Assert.Equal((EndKind.TimedOut, "T.Runs"), (end.Kind, end.RunningCheck));
    }

    [Fact]
    public async Task A_hang_before_any_check_is_timed_out()
    {
        var answer = await Cell.RunAsync("public class C;", """
            public sealed class OwnFactAttribute : FactAttribute { static OwnFactAttribute() { while (true) { } } }
            public class T { [OwnFact] public void Runs() { } }
            """, ["T.Runs"], Quick);
        Assert.Equal((EndKind.TimedOut, null), (answer.End.Kind, answer.End.RunningCheck));
        await UnharmedAsync();
    }

    [Fact]
    public async Task All_checks_together_have_a_time_too()
    {
        var answer = await Cell.RunAsync("public class C;", """
            public class T
            {
                [Fact] public void A() { }
                [Fact] public Task B() => Task.Delay(-1);
                [Fact] public void D() { }
            }
            """, ["T.A", "T.B", "T.D"], Cells.Cell.Limits with { TotalMilliseconds = 2000 });
        Assert.Equal((EndKind.TimedOut, "T.B"), (answer.End.Kind, answer.End.RunningCheck));
        Assert.Equal(OutcomeStatus.Passed, answer["T.A"].Status);
        await UnharmedAsync();
    }

    [Fact]
    public async Task A_stack_overflow_is_its_own_end()
    {
        var end = await EndOfAsync("public static int Down(int n) => Down(n + 1) + 1; public static void Run() => Down(0);", Cells.Cell.Limits);
        Assert.Equal((EndKind.StackOverflow, "T.Runs"), (end.Kind, end.RunningCheck));
        Assert.Contains("C.Down", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exit_is_never_a_completed_run()
    {
        var end = await EndOfAsync("public static void Run() => Environment.Exit(0);", Cells.Cell.Limits);
        Assert.Equal((EndKind.Exited, "T.Runs", 0), (end.Kind, end.RunningCheck, end.ExitCode));
        Assert.Equal(7, (await EndOfAsync("public static void Run() => Environment.Exit(7);", Cells.Cell.Limits)).ExitCode);
    }

    [Fact]
    public async Task An_unhandled_exception_on_another_thread_is_a_crash_in_the_runtimes_words()
    {
        var end = await EndOfAsync("""public static void Run() { var t = new Thread(() => throw new InvalidOperationException("on another thread")); t.Start(); t.Join(); }""", Cells.Cell.Limits);
        Assert.Equal((EndKind.Crashed, "T.Runs"), (end.Kind, end.RunningCheck));
        Assert.Contains("on another thread", end.Output, StringComparison.Ordinal);
        Assert.Contains("/src/Candidate.cs:line 2", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fail_fast_of_the_runtime_is_a_crash()
    {
        var end = await EndOfAsync("""public static void Run() => Environment.FailFast("no further");""", Cells.Cell.Limits);
        Assert.Equal(EndKind.Crashed, end.Kind);
        Assert.Contains("no further", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task I_can_cancel_a_run()
    {
        var payload = Compiling.TestAssemblies.Compile("public class C { public static void Run() { while (true) { } } }", "public class T { [Fact] public void Runs() => C.Run(); }", Job("T.Runs"));
        var answer = await Cell.RunAsync(payload, frame => _ = frame.Type == FrameType.CheckStarted ? Cell.CancelAsync() : Task.CompletedTask);
        Assert.Equal((EndKind.Cancelled, "T.Runs"), (answer.End.Kind, answer.End.RunningCheck));
        await UnharmedAsync();
    }

    [Fact]
    public async Task Nothing_survives_a_closed_input()
    {
        await using var other = new Cells.Cell();
        await other.InitializeAsync();
        var payload = Compiling.TestAssemblies.Compile("public class C { public static void Run() { while (true) { } } }", "public class T { [Fact] public void Runs() => C.Run(); }", Job("T.Runs"));
        await Frames.WriteAsync(other.Input, FrameType.Job, payload.ToBytes(), CancellationToken.None);
        var host = await ChildOfAsync(other.Process.Id);
        other.Input.Close();
        await other.Process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);
        Assert.False(Directory.Exists($"/proc/{host}"));
        Assert.Equal(0, other.Process.ExitCode);
    }

    [Fact]
    public async Task Nonsense_on_the_input_is_a_fault_and_ends_the_cell()
    {
        await using var other = new Cells.Cell();
        await other.InitializeAsync();
        await Frames.WriteAsync(other.Input, FrameType.Job, new byte[3], CancellationToken.None);
        var frame = await Frames.ReadAsync(other.Process.StandardOutput.BaseStream, Frames.MaxReportBytes, CancellationToken.None);
        Assert.Equal(FrameType.Fault, frame!.Value.Type);
    }

    private static HostJob Job(string id) => new() { Id = "j", CandidateName = "Candidate", ChecksName = "Checks", Expected = [new ExpectedCheck(id, false)], Limits = Cells.Cell.Limits };

    private static async Task<string> ChildOfAsync(int pid)
    {
        while (true)
        {
            foreach (var task in Directory.EnumerateDirectories($"/proc/{pid}/task"))
            {
                if ((await File.ReadAllTextAsync(task + "/children")).Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var child, ..])
                {
                    return child;
                }
            }
        }
    }
}
