using CodeRefine.TestHost.Protocol;
using CodeRefine.TestHost.Tests.Cells;

namespace CodeRefine.TestHost.Tests.Forking;

/// <summary>What a host says does not depend on how it came to be.</summary>
public sealed class ParityTests(Cell ordinary, ForkingCell forking) : IClassFixture<Cell>, IClassFixture<ForkingCell>
{
    private const string Calls = "public class T { [Fact] public void Runs() => Assert.Equal(1, C.Run()); }";

    // The candidate's members, the checks and their ids.
    private static readonly Dictionary<string, (string Members, string Checks, string[] Ids)> Programs = new()
    {
        ["is right"] = ("public static int Run() => 1;", Calls, ["T.Runs"]),
        ["is wrong"] = ("public static int Run() => 2;", Calls, ["T.Runs"]),
        ["throws"] = ("public static int Run() => Inner(null!); static int Inner(string s) { try { return s.Length; } catch (Exception e) { throw new FormatException(\"outer\", e); } }", Calls, ["T.Runs"]),
        ["prints and waits"] = (
            "public static async Task<int> Run() { Console.Write(\"ä\"); await Task.Delay(5); await Task.Run(() => Console.Error.WriteLine(\"pool\")); return 1; }",
            "public class T(ITestOutputHelper o) { [Fact] public async Task Runs() { o.WriteLine(\"said\"); Assert.Equal(2, await C.Run()); } }",
            ["T.Runs"]),
        ["fails some rows"] = (
            "public static int Run(int x) => x % 3;",
            "public class T { [Theory, InlineData(1), InlineData(3), InlineData(5)] public void Rows(int x) => Assert.Equal(x, C.Run(x)); [Fact(Skip = \"later\")] public void Skipped() { } }",
            ["T.Rows", "T.Skipped"]),
        ["has a counterexample"] = (
            "public static int[] Run(int[] xs) => xs.Distinct().ToArray();",
            "using CodeRefine.Properties; public class T { [Property] public void Keeps(int[] xs) => Assert.Equal(xs.Length, C.Run(xs).Length); [Property] public bool Holds(string s) => s == s + \"\"; }",
            ["T.Keeps", "T.Holds"]),
        ["uses time zones, cultures and regular expressions"] = (
            "public static string Run() => string.Join(\"|\", 1.5, System.Globalization.CultureInfo.CurrentCulture.Name, TimeZoneInfo.Local.Id, System.Text.RegularExpressions.Regex.Replace(\"a1b2\", \"[0-9]\", \"#\"), \"ı\".ToUpper(), Environment.GetEnvironmentVariables().Count, Environment.CurrentDirectory, Environment.CommandLine.Length > 0, Environment.ProcessId.ToString() == File.ReadAllText(\"/proc/self/stat\").Split(' ')[0], Console.In.ReadToEnd());",
            "public class T { [Fact] public void Runs() => Assert.Equal(\"\", C.Run()); }",
            ["T.Runs"]),
        ["collects garbage on many threads"] = (
            "class D { public static int Gone; ~D() => Interlocked.Increment(ref Gone); } static void Drop() { for (var i = 0; i < 1000; i++) new D(); } public static int Run() { var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() => { for (var i = 0; i < 200; i++) { GC.KeepAlive(new byte[50_000]); } Drop(); })).ToList(); threads.ForEach(t => t.Start()); threads.ForEach(t => t.Join()); GC.Collect(); GC.WaitForPendingFinalizers(); return D.Gone >= 7000 ? 1 : D.Gone; }",
            Calls,
            ["T.Runs"]),
        ["runs in parallel, on timers and under locks"] = (
            "public static int Run() { var sum = 0; Parallel.For(0, 1000, i => Interlocked.Add(ref sum, i)); using var rang = new ManualResetEventSlim(); using var timer = new Timer(_ => rang.Set(), null, 5, -1); rang.Wait(); var gate = new object(); var task = Task.Run(() => { lock (gate) { Monitor.Wait(gate, 5000); } }); Thread.Sleep(50); lock (gate) { Monitor.PulseAll(gate); } task.Wait(); return sum == 499500 ? 1 : sum; }",
            Calls,
            ["T.Runs"]),
        ["hangs"] = ("public static int Run() { while (true) { } }", Calls, ["T.Runs"]),
        ["overflows its stack"] = ("public static int Run() => Run() + 1;", Calls, ["T.Runs"]),
        ["eats all memory"] = ("public static int Run() { var all = new List<byte[]>(); while (true) { var b = new byte[1 << 20]; Array.Fill(b, (byte)1); all.Add(b); } }", Calls, ["T.Runs"]),
        ["ends the process"] = ("public static int Run() { Environment.Exit(0); return 1; }", Calls, ["T.Runs"]),
        ["fails fast"] = ("public static int Run() { Environment.FailFast(\"enough\"); return 1; }", Calls, ["T.Runs"]),
        ["throws on a thread of its own"] = ("public static int Run() { var t = new Thread(() => throw new FormatException(\"lost\")); t.Start(); t.Join(); Thread.Sleep(-1); return 1; }", Calls, ["T.Runs"]),
        ["reads a null pointer"] = ("public static int Run() => System.Runtime.InteropServices.Marshal.ReadInt32((nint)0x1234_5678_9000);", Calls, ["T.Runs"]),
    };

    public static TheoryData<string> Names => [.. Programs.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task A_program_gets_the_same_verdict_from_a_forked_host_as_from_an_ordinary_one(string what)
    {
        var (members, checks, ids) = Programs[what];
        var limits = Cell.Limits with { CheckMilliseconds = what == "hangs" ? 1_000 : 10_000, MemoryBytes = 256 << 20 };
        Task<CellAnswer> In(Cell cell) => cell.RunAsync($"public static class C\n{{\n {members} }}", checks, ids, limits);
        await forking.AwaitForkedHostAsync();

        var forked = await In(forking);
        var expected = await In(ordinary);

        Assert.Equal(Told(expected), Told(forked));
    }

    private static string Told(CellAnswer answer) => string.Join("\n", [
        $"{answer.End.Kind} {answer.End.RunningCheck}",
        string.Join(" ", answer.Started),
        .. answer.Outcomes.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key} {o.Value.Status} {o.Value.CasesPassed} {o.Value.CasesFailed} [{o.Value.Output}] {o.Value.SkipReason} {string.Join(" & ", o.Value.Failures.Select(Told))}"),
    ]);

    private static string Told(FailureReport failure) =>
        $"{failure.ExceptionType}: {failure.Message} | {failure.Expected} | {failure.Actual} | {string.Join(", ", failure.Stack.Select(f => $"{f.Path}:{f.Line}"))} | {string.Join(", ", failure.Counterexample?.Shrunk ?? [])}";
}
