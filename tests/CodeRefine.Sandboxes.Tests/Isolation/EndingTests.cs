using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Tests.Support;

namespace CodeRefine.Sandboxes.Tests.Isolation;

/// <summary>Candidates that do not end well: each ends in its own named outcome, soon, and the next verdict is right.</summary>
public class EndingTests(Sandboxed sandboxes)
{
    private const string Libc = """
        [System.Runtime.InteropServices.DllImport("libc")] public static extern int fork();
        [System.Runtime.InteropServices.DllImport("libc")] public static extern int setsid();
        [System.Runtime.InteropServices.DllImport("libc")] public static extern int getpid();
        [System.Runtime.InteropServices.DllImport("libc")] public static extern int getppid();
        [System.Runtime.InteropServices.DllImport("libc")] public static extern int kill(int process, int signal);
        [System.Runtime.InteropServices.DllImport("libc")] public static extern nint mmap(nint at, nint length, int protection, int flags, int file, nint offset);
        [System.Runtime.InteropServices.DllImport("libc")] public static extern int mkdir(string path, int mode);
        [System.Runtime.InteropServices.DllImport("libc")] public static extern int chdir(string path);
        [System.Runtime.InteropServices.DllImport("libc")] public static extern int creat(byte[] path, int mode);
        [System.Runtime.InteropServices.DllImport("libc")] public static extern int close(int descriptor);
        [System.Runtime.InteropServices.DllImport("libc")] public static extern nint signal(int number, nint handler);
        [System.Runtime.InteropServices.DllImport("libc")] public static extern int pause();
        """;

    // Members of the candidate, the body of its F, and the end.
    private static readonly Dictionary<string, (string Members, string Body, HostEndKind End)> Candidates = new()
    {
        ["a loop in a static constructor"] = ("static C() { while (true) { } }", "return x;", HostEndKind.TimedOut),
        ["a loop in a module initialiser"] = ("[System.Runtime.CompilerServices.ModuleInitializer] internal static void I() { while (true) { } }", "return x;", HostEndKind.TimedOut),
        ["a loop in a finaliser"] = ("class D { ~D() { while (true) { } } } static void Drop() => _ = new D();", "Drop(); GC.Collect(); GC.WaitForPendingFinalizers(); return x;", HostEndKind.TimedOut),
        ["a loop in async void"] = ("static async void A() { while (true) { } }", "A(); return x;", HostEndKind.TimedOut),
        ["loops on all threads of the pool"] = ("", "var all = Enumerable.Range(0, 30).Select(_ => Task.Run(() => { while (true) { } })).ToArray(); Task.WaitAll(all); return x;", HostEndKind.TimedOut),
        ["a lock that nobody gives back"] = ("", "var o = new object(); new Thread(() => { Monitor.Enter(o); Thread.Sleep(-1); }).Start(); Thread.Sleep(100); lock (o) { return x; }", HostEndKind.TimedOut),
        ["a task that waits for itself"] = ("", "Task? t = null; t = Task.Run(() => { Thread.Sleep(50); t!.Wait(); }); t.Wait(); return x;", HostEndKind.TimedOut),
        ["an exception in async void"] = ("static async void A() { await Task.Yield(); throw new Exception(\"lost\"); }", "A(); return x;", HostEndKind.Completed),
        ["an exception in a finaliser"] = ("class D { ~D() => throw new Exception(\"lost\"); } static void Drop() => _ = new D();", "Drop(); GC.Collect(); GC.WaitForPendingFinalizers(); Thread.Sleep(-1); return x;", HostEndKind.Crashed),
        ["an exception on a thread of the pool"] = ("", "ThreadPool.QueueUserWorkItem(_ => throw new Exception(\"lost\")); Thread.Sleep(-1); return x;", HostEndKind.Crashed),
        ["an overflow in a comparer"] = ("class D : IComparable<D> { public int CompareTo(D? o) => o!.CompareTo(this); }", "return new D().CompareTo(new D());", HostEndKind.StackOverflow),
        ["an overflow on a small stack"] = ("static int R(int n) => R(n + 1) + 1;", "var t = new Thread(() => R(0), 1 << 16); t.Start(); t.Join(); return x;", HostEndKind.StackOverflow),
        ["a fork bomb"] = (Libc, "while (true) fork();", HostEndKind.TooManyProcesses),
        ["a thread bomb"] = ("", "while (true) try { new Thread(() => Thread.Sleep(-1), 1 << 16).Start(); } catch (Exception) { Thread.Sleep(5); }", HostEndKind.TooManyProcesses),
        ["memory mapped and touched"] = (Libc, "while (true) { var p = mmap(0, 1 << 24, 3, 0x22, -1, 0); if (p == -1) { Thread.Sleep(5); continue; } for (var i = 0; i < 1 << 24; i += 4096) System.Runtime.InteropServices.Marshal.WriteByte(p, i, 1); }", HostEndKind.OutOfMemory),
        ["memory of a child"] = (Libc, "if (fork() == 0) while (true) { var p = mmap(0, 1 << 24, 3, 0x22, -1, 0); if (p == -1) { pause(); } for (var i = 0; i < 1 << 24; i += 4096) System.Runtime.InteropServices.Marshal.WriteByte(p, i, 1); } Thread.Sleep(-1); return x;", HostEndKind.OutOfMemory),
        ["a flood of both streams"] = ("", "var s = new string('x', 1 << 16); new Thread(() => { while (true) Console.Error.Write(s); }).Start(); while (true) Console.Out.Write(s);", HostEndKind.OutputFlood),
        ["a flood of the raw descriptors"] = ("", "using var o = Console.OpenStandardOutput(); using var e = Console.OpenStandardError(); var b = new byte[1 << 16]; while (true) { o.Write(b); e.Write(b); }", HostEndKind.OutputFlood),
        ["a full disk"] = ("", "using var f = File.Create(\"/tmp/f\"); var b = new byte[1 << 20]; while (true) try { f.Write(b); f.Flush(); } catch (IOException) { Thread.Sleep(5); }", HostEndKind.ScratchFull),
        ["files without number"] = ("", "for (var n = 0; ; n++) try { File.Create(\"/tmp/f\" + n).Dispose(); } catch (IOException) { Thread.Sleep(5); }", HostEndKind.ScratchFull),
        ["killing itself"] = (Libc, "kill(getpid(), 9); return x;", HostEndKind.Crashed),
        ["every signal to the supervisor"] = (Libc, "for (var s = 1; s < 65; s++) if (s is not (9 or 19)) kill(1, s); Thread.Sleep(-1); return x;", HostEndKind.Crashed),
        ["a wild pointer"] = ("", "System.Runtime.InteropServices.Marshal.WriteInt32((nint)0x123456789000, 1); return x;", HostEndKind.Crashed),
        ["closing every descriptor"] = (Libc, "for (var d = 0; d < 1024; d++) close(d); return x;", HostEndKind.Crashed),
    };

    // Ends that are as right, and depend on which of two limits is met first.
    private static readonly HashSet<(string What, HostEndKind End)> Others =
    [
        // Each copy's memory is counted as its own, shared pages too.
        ("a fork bomb", HostEndKind.OutOfMemory),

        // The runtime in a forked child signals the threads that it knows, which are its parent's.
        ("memory of a child", HostEndKind.Crashed),

        // Where the supervisor outlives them all, the check goes on to wait.
        ("every signal to the supervisor", HostEndKind.TimedOut),
    ];

    // They do harm, or try to, and answer rightly: the verdict is theirs, the next one is another's.
    private static readonly Dictionary<string, (string Members, string Body)> Survivors = new()
    {
        ["killing the parent"] = (Libc, "kill(getppid(), 9); kill(1, 9); kill(1, 19); return x;"),
        ["other threads left running"] = ("", "for (var i = 0; i < 8; i++) new Thread(() => { while (true) { } }).Start(); return x;"),
        ["a timer left running"] = ("static Timer? T;", "T = new Timer(_ => File.WriteAllText(\"/tmp/t\", \"\"), null, 0, 1); return x;"),
        ["children that leave, ignore all signals and write"] = (Libc, "if (fork() == 0) { setsid(); if (fork() == 0) { for (var s = 1; s < 65; s++) signal(s, 1); while (true) creat(System.Text.Encoding.ASCII.GetBytes(\"/tmp/left\\0\"), 511); } pause(); } return x;"),
        ["another culture, folder and environment"] = ("", "System.Globalization.CultureInfo.DefaultThreadCurrentCulture = System.Globalization.CultureInfo.CurrentCulture = new(\"de-DE\"); Directory.CreateDirectory(\"/tmp/a\"); Environment.CurrentDirectory = \"/tmp/a\"; Environment.SetEnvironmentVariable(\"TZ\", \"Asia/Tokyo\"); Environment.SetEnvironmentVariable(\"LEFT\", \"here\"); TimeZoneInfo.ClearCachedData(); return x;"),
        ["a folder without rights"] = (Libc, "mkdir(\"/tmp/a\", 511); mkdir(\"/tmp/a/b\", 511); File.WriteAllText(\"/tmp/a/b/c\", \"\"); File.SetUnixFileMode(\"/tmp/a/b\", 0); File.SetUnixFileMode(\"/tmp/a\", 0); return x;"),
        ["folders deeper than any path"] = (Libc, "for (var i = 0; i < 6000; i++) { mkdir(\"ddddddd\", 511); if (chdir(\"ddddddd\") != 0) break; } return x;"),
        ["a file whose name is no text"] = (Libc, "close(creat([(byte)'/', (byte)'t', (byte)'m', (byte)'p', (byte)'/', 0xFF, 0xFE, 0], 511)); return x;"),
        ["a link that leads out"] = ("", "Directory.CreateSymbolicLink(\"/tmp/out\", \"/testhost\"); File.CreateSymbolicLink(\"/tmp/out2\", \"/proc/1/root\"); return x;"),
        ["killing all that it may"] = (Libc, "kill(-1, 9); kill(-1, 19); return x;"),
    };

    public static TheoryData<string, string> Ends => InEach(Candidates.Keys);

    public static TheoryData<string, string> Remains => InEach(Survivors.Keys);

    [Theory, MemberData(nameof(Ends))]
    public async Task Each_ends_by_its_own_name_and_the_next_one_is_unharmed(string kind, string what)
    {
        var (members, body, end) = Candidates[what];
        var sandbox = await sandboxes.GetAsync(kind);

        // Bombs get the time that a busy machine needs to reach their limits.
        var time = TimeSpan.FromSeconds(end == HostEndKind.TimedOut ? 3 : 15);
        var report = await sandbox.RunAsync(Run(members, body).With(l => l with { CheckTime = time }), CancellationToken.None);

        Assert.True(report.End.Kind == end || Others.Contains((what, report.End.Kind)), $"{report.End} {report.Results[0].Failures.FirstOrDefault()?.Message}\n{report.Output}");
        Assert.False(report.Passed);
        Assert.InRange(report.Use.Wall, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        await NextIsUnharmedAsync(sandbox);
    }

    [Theory, MemberData(nameof(Remains))]
    public async Task What_one_leaves_behind_the_next_does_not_find(string kind, string what)
    {
        var (members, body) = Survivors[what];
        var sandbox = await sandboxes.GetAsync(kind);

        var report = await sandbox.RunAsync(Run(members, body), CancellationToken.None);

        Assert.True(report.Passed, $"{report.End} {report.Results[0].Failures.FirstOrDefault()?.Message}\n{report.Output}");
        await NextIsUnharmedAsync(sandbox);
    }

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task A_huge_message_and_a_long_chain_of_causes_are_cut_short(string kind)
    {
        var sandbox = await sandboxes.GetAsync(kind);
        const string Body = "if (x == 0) throw new Exception(new string('m', 20_000_000)); Exception e = new(\"root\"); for (var i = 0; i < 50; i++) e = new Exception(new string('i', 1_000), e); throw e;";

        var report = await sandbox.RunAsync(Run("", Body, "Zero", "One"), CancellationToken.None);

        Assert.Equal(HostEnd.Completed, report.End);
        Assert.All(report.Results, r => Assert.InRange(Assert.Single(r.Failures).Message.Length, 8 << 10, (8 << 10) + 1));
        await NextIsUnharmedAsync(sandbox);
    }

    // As a clean start sees it: no process but the supervisor, this one and at most one mould, which is the supervisor's own child; nothing in the scratch space, the settings of the house.
    private static async Task NextIsUnharmedAsync(ISandbox sandbox)
    {
        const string Clean = """
            var others = Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(n => char.IsDigit(n![0]) && n != "1" && n != Environment.ProcessId.ToString()).ToList();
            var moulds = others.Count(n => File.ReadAllText($"/proc/{n}/cmdline").Contains("mould") && File.ReadAllText($"/proc/{n}/stat").Split(") ")[1].Split(' ')[1] == "1");
            var state = string.Join(" ", others.Count - Math.Min(1, moulds), Directory.GetFileSystemEntries("/tmp").Length,
                System.Globalization.CultureInfo.CurrentCulture.Name + "|", TimeZoneInfo.Local.BaseUtcOffset, Environment.CurrentDirectory, Environment.GetEnvironmentVariable("LEFT") + "|", 1.5);
            return state == "0 0 | 00:00:00 /tmp | 1.5" ? x : throw new Exception(state);
            """;

        var report = await sandbox.RunAsync(Run("", Clean), CancellationToken.None);

        Assert.True(report.Passed, $"{report.End} {report.Results[0].Failures.FirstOrDefault()?.Message}");
    }

    private static CheckRun Run(string members, string body, params string[] checks)
    {
        string[] names = checks is [] ? ["Zero"] : checks;
        return Compiled.Run(
            $$"""public class C { {{members}} public static int F(int x) { {{body}} } }""",
            $$"""public class Tests { {{string.Join("\n", names.Select((name, i) => $"[Xunit.Fact] public void {name}() => Xunit.Assert.Equal({i}, C.F({i}));"))}} }""",
            [.. names.Select(n => "Tests." + n)]).With(l => l with { CheckTime = TimeSpan.FromSeconds(4), TotalTime = TimeSpan.FromSeconds(20) });
    }

    private static TheoryData<string, string> InEach(IEnumerable<string> names)
    {
        var data = new TheoryData<string, string>();
        foreach (var kind in Sandboxed.Walled)
        {
            foreach (var name in names)
            {
                data.Add(kind.Data, name);
            }
        }

        return data;
    }
}
