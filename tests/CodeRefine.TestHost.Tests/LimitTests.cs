using CodeRefine.TestHost.Protocol;
using CodeRefine.TestHost.Tests.Cells;

namespace CodeRefine.TestHost.Tests;

/// <summary>Limits on memory, output, scratch space and processes.</summary>
public sealed class LimitTests(Cell cell) : EndingTests(cell)
{
    [Fact]
    public async Task Memory_beyond_the_limit_ends_the_run()
    {
        var end = await EndOfAsync("""
            public static void Run() { var all = new List<byte[]>(); while (true) { var more = new byte[1 << 20]; Array.Fill(more, (byte)1); all.Add(more); } }
            """, Cells.Cell.Limits with { MemoryBytes = 200 << 20 });
        Assert.Equal((EndKind.OutOfMemory, "T.Runs"), (end.Kind, end.RunningCheck));
        Assert.True(end.PeakMemoryBytes > 200 << 20);
    }

    [Fact]
    public async Task A_memory_limit_met_as_an_exception_ends_the_run_too()
    {
        var answer = await Cell.RunAsync("public class C { public static object Run() => new long[int.MaxValue / 2, 64]; }", """
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
        var end = await EndOfAsync("""public static void Run() { Console.WriteLine("first words"); while (true) Console.Error.Write(new string('x', 1000)); }""", Cells.Cell.Limits);
        Assert.Equal((EndKind.OutputFlood, "T.Runs"), (end.Kind, end.RunningCheck));
        Assert.StartsWith("first words", end.Output, StringComparison.Ordinal);
        Assert.InRange(end.Output.Length, 60_000, 70_000);
    }

    [Fact]
    public async Task A_full_scratch_folder_ends_the_run_and_is_empty_for_the_next()
    {
        var end = await EndOfAsync("""public static void Run() { for (var i = 0; ; i++) File.WriteAllBytes(Path.Combine(Path.GetTempPath(), "f" + i), new byte[1 << 16]); }""", Cells.Cell.Limits);
        Assert.Equal((EndKind.ScratchFull, "T.Runs"), (end.Kind, end.RunningCheck));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Cell.Scratch));
    }

    [Fact]
    public async Task Too_many_threads_end_the_run()
    {
        var end = await EndOfAsync("""public static void Run() { while (true) { new Thread(() => Thread.Sleep(-1)) { IsBackground = true }.Start(); } }""", Cells.Cell.Limits with { Processes = 64 });
        Assert.Equal((EndKind.TooManyProcesses, "T.Runs"), (end.Kind, end.RunningCheck));
    }

    [Fact]
    public async Task Processes_that_a_candidate_leaves_behind_die_with_its_run()
    {
        var mark = "86" + Random.Shared.Next(100_000, 999_999);
        var end = await EndOfAsync($$"""public static void Run() { System.Diagnostics.Process.Start("/bin/sh", ["-c", "setsid sleep {{mark}} & setsid sleep {{mark}} &"])!.WaitForExit(); }""", Cells.Cell.Limits);
        Assert.Equal(EndKind.Completed, end.Kind);
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc").Select(CommandLine), c => c.Contains(mark, StringComparison.Ordinal) && c.StartsWith("sleep", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("while (System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime - begun < TimeSpan.FromMilliseconds(700)) { }", nameof(EndKind.Completed))]
    [InlineData("while (true) { }", nameof(EndKind.TimedOut))]
    [InlineData("Thread.Sleep(-1);", nameof(EndKind.TimedOut))]
    public async Task The_time_that_other_work_on_the_machine_takes_is_not_the_checks(string work, string kind)
    {
        // Two for each core: alone the work takes 0.7 s, here it takes two.
        using var over = new CancellationTokenSource();
        var others = Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => new Thread(() => Spin(over.Token))).ToList();
        others.ForEach(t => t.Start());
        var end = await EndOfAsync($$"""public static void Run() { var begun = System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime; {{work}} }""", Cells.Cell.Limits with { CheckMilliseconds = 1000 });
        await over.CancelAsync();
        others.ForEach(t => t.Join());

        Assert.Equal(kind, end.Kind.ToString());
        Assert.True(end.WallMilliseconds < 30_000);

        static void Spin(CancellationToken token)
        {
            while (!token.IsCancellationRequested)
            {
                Thread.SpinWait(1000);
            }
        }
    }

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
}
