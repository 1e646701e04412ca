using CodeRefine.TestHost.Protocol;
using CodeRefine.TestHost.Tests.Cells;

namespace CodeRefine.TestHost.Tests;

/// <summary>Every way for a job to end, each followed by a job that is none the worse for it.</summary>
public sealed class EndTests(Cell cell) : IClassFixture<Cell>
{
    private static readonly HostLimits Quick = Cell.Limits with { CheckMilliseconds = 700 };

    [Fact]
    public async Task A_hang_is_timed_out_and_names_its_check()
    {
        var end = await EndOfAsync("public static void Run() { while (true) { } }", Quick);
        Assert.Equal((EndKind.TimedOut, "T.Runs"), (end.Kind, end.RunningCheck));
        Assert.InRange(end.WallMilliseconds, 700, 5000);
        Assert.InRange(end.CpuMilliseconds, 100, 5000);
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
        var answer = await cell.RunAsync("public class C;", """
            public sealed class OwnFactAttribute : FactAttribute { static OwnFactAttribute() { while (true) { } } }
            public class T { [OwnFact] public void Runs() { } }
            """, ["T.Runs"], Quick);
        Assert.Equal((EndKind.TimedOut, null), (answer.End.Kind, answer.End.RunningCheck));
        await UnharmedAsync();
    }

    [Fact]
    public async Task All_checks_together_have_a_time_too()
    {
        var answer = await cell.RunAsync("public class C;", """
            public class T
            {
                [Fact] public Task A() => Task.Delay(400);
                [Fact] public Task B() => Task.Delay(400);
                [Fact] public Task D() => Task.Delay(400);
            }
            """, ["T.A", "T.B", "T.D"], Cell.Limits with { TotalMilliseconds = 600 });
        Assert.Equal((EndKind.TimedOut, "T.B"), (answer.End.Kind, answer.End.RunningCheck));
        Assert.Equal(OutcomeStatus.Passed, answer["T.A"].Status);
        await UnharmedAsync();
    }

    [Fact]
    public async Task A_stack_overflow_is_its_own_end()
    {
        var end = await EndOfAsync("public static int Down(int n) => Down(n + 1) + 1; public static void Run() => Down(0);", Cell.Limits);
        Assert.Equal((EndKind.StackOverflow, "T.Runs"), (end.Kind, end.RunningCheck));
        Assert.Contains("C.Down", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exit_is_never_a_completed_run()
    {
        var end = await EndOfAsync("public static void Run() => Environment.Exit(0);", Cell.Limits);
        Assert.Equal((EndKind.Exited, "T.Runs", 0), (end.Kind, end.RunningCheck, end.ExitCode));
        Assert.Equal(7, (await EndOfAsync("public static void Run() => Environment.Exit(7);", Cell.Limits)).ExitCode);
    }

    [Fact]
    public async Task An_unhandled_exception_on_another_thread_is_a_crash_in_the_runtimes_words()
    {
        var end = await EndOfAsync("""public static void Run() { var t = new Thread(() => throw new InvalidOperationException("on another thread")); t.Start(); t.Join(); }""", Cell.Limits);
        Assert.Equal((EndKind.Crashed, "T.Runs"), (end.Kind, end.RunningCheck));
        Assert.Contains("on another thread", end.Output, StringComparison.Ordinal);
        Assert.Contains("/src/Candidate.cs:line 2", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fail_fast_of_the_runtime_is_a_crash()
    {
        var end = await EndOfAsync("""public static void Run() => Environment.FailFast("no further");""", Cell.Limits);
        Assert.Equal(EndKind.Crashed, end.Kind);
        Assert.Contains("no further", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_beyond_the_limit_ends_the_run()
    {
        var end = await EndOfAsync("""
            public static void Run() { var all = new List<byte[]>(); while (true) { var more = new byte[1 << 20]; Array.Fill(more, (byte)1); all.Add(more); } }
            """, Cell.Limits with { MemoryBytes = 200 << 20 });
        Assert.Equal((EndKind.OutOfMemory, "T.Runs"), (end.Kind, end.RunningCheck));
        Assert.True(end.PeakMemoryBytes > 200 << 20);
    }

    [Fact]
    public async Task A_memory_limit_met_as_an_exception_ends_the_run_too()
    {
        var answer = await cell.RunAsync("public class C { public static object Run() => new long[int.MaxValue / 2, 64]; }", """
            public class T { [Fact] public void Runs() => C.Run(); [Fact] public void Then() { } }
            """, ["T.Runs", "T.Then"]);
        Assert.Equal(EndKind.OutOfMemory, answer.End.Kind);
        Assert.Equal(OutcomeStatus.OutOfMemory, answer["T.Runs"].Status);
        Assert.DoesNotContain("T.Then", answer.Outcomes.Keys);
        await UnharmedAsync();
    }

    [Fact]
    public async Task A_flood_of_output_ends_the_run_and_keeps_head_and_tail()
    {
        var end = await EndOfAsync("""public static void Run() { Console.WriteLine("first words"); while (true) Console.Error.Write(new string('x', 1000)); }""", Cell.Limits);
        Assert.Equal((EndKind.OutputFlood, "T.Runs"), (end.Kind, end.RunningCheck));
        Assert.StartsWith("first words", end.Output, StringComparison.Ordinal);
        Assert.InRange(end.Output.Length, 60_000, 70_000);
    }

    [Fact]
    public async Task A_full_scratch_folder_ends_the_run_and_is_empty_for_the_next()
    {
        var end = await EndOfAsync("""public static void Run() { for (var i = 0; ; i++) File.WriteAllBytes(Path.Combine(Path.GetTempPath(), "f" + i), new byte[1 << 16]); }""", Cell.Limits);
        Assert.Equal((EndKind.ScratchFull, "T.Runs"), (end.Kind, end.RunningCheck));
        Assert.Empty(Directory.EnumerateFileSystemEntries(cell.Scratch));
    }

    [Fact]
    public async Task Too_many_threads_end_the_run()
    {
        var end = await EndOfAsync("""public static void Run() { while (true) { new Thread(() => Thread.Sleep(-1)) { IsBackground = true }.Start(); } }""", Cell.Limits with { Processes = 64 });
        Assert.Equal((EndKind.TooManyProcesses, "T.Runs"), (end.Kind, end.RunningCheck));
    }

    [Fact]
    public async Task Processes_that_a_candidate_leaves_behind_die_with_its_run()
    {
        var mark = "86" + Random.Shared.Next(100_000, 999_999);
        var end = await EndOfAsync($$"""public static void Run() { System.Diagnostics.Process.Start("/bin/sh", ["-c", "setsid sleep {{mark}} & setsid sleep {{mark}} &"])!.WaitForExit(); }""", Cell.Limits);
        Assert.Equal(EndKind.Completed, end.Kind);
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc").Select(CommandLine), c => c.Contains(mark, StringComparison.Ordinal) && c.StartsWith("sleep", StringComparison.Ordinal));
    }

    [Fact]
    public async Task I_can_cancel_a_run()
    {
        var payload = Compiling.TestAssemblies.Compile("public class C { public static void Run() { while (true) { } } }", "public class T { [Fact] public void Runs() => C.Run(); }", Job("T.Runs"));
        var answer = await cell.RunAsync(payload, frame => _ = frame.Type == FrameType.CheckStarted ? cell.CancelAsync() : Task.CompletedTask);
        Assert.Equal((EndKind.Cancelled, "T.Runs"), (answer.End.Kind, answer.End.RunningCheck));
        await UnharmedAsync();
    }

    [Fact]
    public async Task Nothing_survives_a_closed_input()
    {
        await using var other = new Cell();
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
        await using var other = new Cell();
        await other.InitializeAsync();
        await Frames.WriteAsync(other.Input, FrameType.Job, new byte[3], CancellationToken.None);
        var frame = await Frames.ReadAsync(other.Process.StandardOutput.BaseStream, Frames.MaxReportBytes, CancellationToken.None);
        Assert.Equal(FrameType.Fault, frame!.Value.Type);
    }

    private static HostJob Job(string id) => new() { Id = "j", CandidateName = "Candidate", ChecksName = "Checks", Expected = [new ExpectedCheck(id, false)], Limits = Cell.Limits };

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(folder + "/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

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

    private async Task<JobEnd> EndOfAsync(string members, HostLimits limits)
    {
        var answer = await cell.RunAsync($"public static class C\n{{ {members} }}", "public class T { [Fact] public void Runs() => C.Run(); }", ["T.Runs"], limits);
        await UnharmedAsync();
        return answer.End;
    }

    private async Task UnharmedAsync()
    {
        var next = await cell.RunAsync("public static class C { public static int N; }", "public class T { [Fact] public void Counts() => Assert.Equal(1, ++C.N); }", ["T.Counts"]);
        Assert.Equal((EndKind.Completed, OutcomeStatus.Passed), (next.End.Kind, next["T.Counts"].Status));
    }
}
