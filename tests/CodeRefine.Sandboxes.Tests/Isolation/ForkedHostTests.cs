using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Tests.Support;

namespace CodeRefine.Sandboxes.Tests.Isolation;

/// <summary>Candidates in hosts that are copies of a mould, their parent: they can neither read it, nor change it, nor make it lie.</summary>
public class ForkedHostTests(Sandboxed sandboxes)
{
    private const string Candidate = """
        using System.Runtime.InteropServices;
        public static class C
        {
            [DllImport("libc")] static extern int kill(int process, int signal);
            [DllImport("libc")] static extern int getppid();
            [DllImport("libc")] static extern int setpgid(int process, int group);
            [DllImport("libc")] static extern long ptrace(long request, int process, long address, long data);
            [DllImport("libc")] static extern long process_vm_readv(int process, long[] local, long count, long[] remote, long many, long flags);
            [DllImport("libc")] static extern long process_vm_writev(int process, long[] local, long count, long[] remote, long many, long flags);
            [DllImport("libc")] static extern int prlimit64(int process, int resource, long[] now, long[] before);
            [DllImport("libc")] static extern long syscall(long number, long first, long second, long third);

            public static bool IsForked() => File.ReadAllText("/proc/self/cmdline").Contains("\0mould\0");

            public static string Reach()
            {
                var (mould, reached) = (getppid(), new List<string>());
                void Try(string what, Func<long> act) { try { if (act() >= 0) reached.Add(what); } catch (Exception e) when (e is IOException or UnauthorizedAccessException) { } }
                // What is open here and could be a way back: pipes and sockets beside the four that a host has.
                foreach (var descriptor in Directory.GetFiles("/proc/self/fd").Where(d => int.Parse(Path.GetFileName(d)) > 3))
                {
                    if (File.ResolveLinkTarget(descriptor, false)?.ToString() is { } target && (target.Contains("pipe:[") || target.Contains("socket:[") || target.Contains("anon_inode:"))) reached.Add(descriptor + " " + target);
                }

                foreach (var (name, process) in new[] { ("mould", mould), ("supervisor", 1) })
                {
                    Try(name + " traced", () => ptrace(16, process, 0, 0));
                    Try(name + " seized", () => ptrace(0x4206, process, 0, 0));
                    Try(name + " read", () => process_vm_readv(process, [0, 0], 1, [0, 0], 1, 0));
                    Try(name + " written", () => process_vm_writev(process, [0, 0], 1, [0, 0], 1, 0));
                    Try(name + "'s memory opened", () => File.OpenRead($"/proc/{process}/mem").Length);
                    Try(name + "'s memory opened to write", () => File.OpenWrite($"/proc/{process}/mem").Length);
                    Try(name + "'s maps", () => File.ReadAllText($"/proc/{process}/maps").Length - 1);
                    Try(name + "'s environment", () => File.ReadAllText($"/proc/{process}/environ").Length - 1);
                    Try(name + "'s descriptors", () => Directory.GetFiles($"/proc/{process}/fd").Length);
                    Try(name + "'s limits", () => prlimit64(process, 7, [0, 0], [0, 0]));
                    Try(name + "'s oom score", () => { File.WriteAllText($"/proc/{process}/oom_score_adj", "1000"); return 0; });
                    Try(name + " joined", () => setpgid(0, process));
                    Try(name + "'s descriptor taken", () => { var p = syscall(434, process, 0, 0); return p < 0 ? p : syscall(438, p, 3, 0); });
                }

                return string.Join(", ", reached);
            }

            public static int Kill(int signal) => kill(getppid(), signal);
        }
        """;

    private const string ForkedCheck = "public class First { [Xunit.Fact] public void Is_forked() => Xunit.Assert.True(C.IsForked()); }\n";

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task The_mould_is_out_of_reach(string kind)
    {
        var sandbox = await sandboxes.GetForkingAsync(kind);

        var report = await RunForkedAsync(sandbox, "public class Tests { [Xunit.Fact] public void Reaches() { var reached = C.Reach(); Xunit.Assert.True(reached is \"\", reached); } }", "Tests.Reaches");

        Assert.True(report.Passed, $"{report.End} {report.Results[1].Failures.FirstOrDefault()?.Message}");
    }

    [Theory]
    [InlineData(SandboxFactory.Docker, 9)]
    [InlineData(SandboxFactory.Docker, 19)]
    [InlineData(SandboxFactory.Docker, 15)]
    [InlineData(SandboxFactory.Docker, 11)]
    [InlineData(SandboxFactory.Bubblewrap, 9)]
    [InlineData(SandboxFactory.Bubblewrap, 19)]
    [InlineData(SandboxFactory.Bubblewrap, 15)]
    [InlineData(SandboxFactory.Bubblewrap, 11)]
    public async Task A_candidate_that_signals_the_mould_changes_no_verdict_and_the_cell_forks_again(string kind, int signal)
    {
        var sandbox = await sandboxes.GetForkingAsync(kind);

        var report = await RunForkedAsync(
            sandbox,
            $$"""public class Tests { [Xunit.Fact] public void Right() { Xunit.Assert.Equal(0, C.Kill({{signal}})); Thread.Sleep(50); } [Xunit.Fact] public void Wrong() => Xunit.Assert.Equal(1, C.Kill(0)); }""",
            "Tests.Right",
            "Tests.Wrong");

        Assert.Equal([CheckStatus.Passed, CheckStatus.Passed, CheckStatus.Failed], report.Results.Select(r => r.Status));
        await IsForkedAsync(sandbox);
    }

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task What_is_to_be_run_in_a_fresh_cell_is_never_forked(string kind)
    {
        var sandbox = await sandboxes.GetForkingAsync(kind);
        await IsForkedAsync(sandbox);

        var report = await sandbox.RunAsync(Forked() with { Fresh = true }, CancellationToken.None);

        Assert.Equal(HostEnd.Completed, report.End);
        Assert.False(report.Passed);
    }

    private static Task<CheckReport> IsForkedAsync(ISandbox sandbox) => RunForkedAsync(sandbox, "");

    // A host that is forked follows a job that left nothing behind; two cells may take turns.
    private static async Task<CheckReport> RunForkedAsync(ISandbox sandbox, string checks, params string[] expected)
    {
        for (var job = 0; job < 8; job++)
        {
            var report = await sandbox.RunAsync(Compiled.Run(Candidate, ForkedCheck + checks, ["First.Is_forked", .. expected]), CancellationToken.None);
            if (report.Results[0].Status == CheckStatus.Passed)
            {
                return report;
            }
        }

        throw new Xunit.Sdk.XunitException("No host is forked.");
    }

    private static CheckRun Forked() => Compiled.Run(Candidate, ForkedCheck, "First.Is_forked");
}
