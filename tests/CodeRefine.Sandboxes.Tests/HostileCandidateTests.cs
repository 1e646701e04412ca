using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Tests.Support;

namespace CodeRefine.Sandboxes.Tests;

/// <summary>Candidates that do harm: each outcome is named, and the next verdict is none the worse.</summary>
public class HostileCandidateTests(Sandboxed sandboxes)
{
    public static TheoryData<string, string, HostEndKind, CheckStatus> Harms
    {
        get
        {
            (string Body, HostEndKind End, CheckStatus Status)[] harms =
            [
                ("return F(x) + F(x + 1);", HostEndKind.StackOverflow, CheckStatus.Crashed),
                ("Environment.Exit(0); return x;", HostEndKind.Exited, CheckStatus.Crashed),
                ("Environment.FailFast(\"enough\"); return x;", HostEndKind.Crashed, CheckStatus.Crashed),
                ("new Thread(() => throw new Exception(\"elsewhere\")).Start(); Thread.Sleep(10000); return x;", HostEndKind.Crashed, CheckStatus.Crashed),
                ("var l = new List<byte[]>(); while (true) { var b = new byte[1 << 20]; Array.Fill(b, (byte)1); l.Add(b); }", HostEndKind.OutOfMemory, CheckStatus.ResourceExceeded),
                ("while (true) { var p = System.Runtime.InteropServices.Marshal.AllocHGlobal(8 << 20); for (var i = 0; i < 8 << 20; i += 4096) System.Runtime.InteropServices.Marshal.WriteByte(p, i, 1); }", HostEndKind.OutOfMemory, CheckStatus.ResourceExceeded),
                ("var s = new string('x', 1 << 16); while (true) Console.Out.Write(s);", HostEndKind.OutputFlood, CheckStatus.ResourceExceeded),
                ("while (true) try { var t = new Thread(() => Thread.Sleep(-1)); t.Start(); } catch (OutOfMemoryException) { Thread.Sleep(10); }", HostEndKind.TooManyProcesses, CheckStatus.ResourceExceeded),
                ("var n = 0; while (true) try { File.WriteAllBytes(Path.Combine(Path.GetTempPath(), \"f\" + n++), new byte[1 << 20]); } catch (IOException) { Thread.Sleep(10); }", HostEndKind.ScratchFull, CheckStatus.ResourceExceeded),
            ];
            var data = new TheoryData<string, string, HostEndKind, CheckStatus>();
            foreach (var kind in Sandboxed.Walled)
            {
                foreach (var (body, end, status) in harms)
                {
                    data.Add(kind.Data, body, end, status);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Harms))]
    public async Task A_harmful_candidate_is_stopped_by_name_and_the_next_one_is_unharmed(string kind, string body, HostEndKind end, CheckStatus status)
    {
        var sandbox = await sandboxes.GetAsync(kind);

        var report = await sandbox.RunAsync(Compiled.Method(body, "Zero", "One"), CancellationToken.None);

        // A managed allocation that fails is an exception in the check, which then has reported; else the check is the one that ran.
        Assert.True(end == report.End.Kind, $"{report.End} {report.Results[0].Failures.FirstOrDefault()?.ExceptionType} {report.Results[0].Failures.FirstOrDefault()?.Message}");
        Assert.Equal([status, CheckStatus.NotRun], report.Results.Select(r => r.Status));
        Assert.True(report.End.RunningCheck is "Tests.Zero" || status == CheckStatus.ResourceExceeded, report.End.ToString());
        Assert.False(report.Passed);
        Assert.True((await sandbox.RunAsync(Compiled.Method("return x;", "Zero"), CancellationToken.None)).Passed);
    }

    public static TheoryData<string, string> Refusals
    {
        get
        {
            string[] attempts =
            [
                // Network: no family but unix has a socket.
                "new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);",
                "System.Net.Dns.GetHostAddresses(\"example.org\");",

                // Writing anywhere but /tmp.
                "File.WriteAllText(\"/x\", \"\");",
                "File.WriteAllText(\"/dev/x\", \"\");",
                "File.WriteAllText(\"/dev/shm/x\", \"\");",
                "File.WriteAllText(\"/testhost/x\", \"\");",
                "File.AppendAllText(\"/dotnet/dotnet\", \"x\");",
                "File.WriteAllText(\"/proc/sys/kernel/core_pattern\", \"|/tmp/x\");",
                "File.WriteAllText(\"/proc/sys/kernel/hostname\", \"x\");",
                "File.WriteAllText(\"/proc/sysrq-trigger\", \"h\");",

                // The host's files are not there to be read.
                "File.ReadAllText(\"/etc/shadow\");",
                "Directory.GetFiles(\"/root\");",
                "Directory.GetFiles(\"/home\");",
                "Directory.GetFiles(\"/work\");",
                "File.ReadAllText(\"/var/run/docker.sock\");",

                // No program to start.
                "System.Diagnostics.Process.Start(\"/bin/sh\", \"-c true\");",
                "System.Diagnostics.Process.Start(\"bwrap\");",

                // The supervisor's secrets.
                "File.ReadAllBytes(\"/proc/1/mem\");",
                "Directory.GetFiles(\"/proc/1/fd\");",
            ];
            var data = new TheoryData<string, string>();
            foreach (var kind in Sandboxed.Walled)
            {
                foreach (var attempt in attempts)
                {
                    data.Add(kind.Data, attempt);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Refusals))]
    public async Task What_a_candidate_must_not_reach_it_does_not_reach(string kind, string attempt)
    {
        var sandbox = await sandboxes.GetAsync(kind);

        var report = await sandbox.RunAsync(Compiled.Method($"{attempt} return x;", "Zero"), CancellationToken.None);

        Assert.Equal(HostEnd.Completed, report.End);
        var failure = Assert.Single(report.Results[0].Failures);
        Assert.True(
            failure.ExceptionType is "System.Net.Sockets.SocketException" or "System.UnauthorizedAccessException" or "System.IO.IOException" or "System.IO.FileNotFoundException" or "System.IO.DirectoryNotFoundException" or "System.ComponentModel.Win32Exception",
            $"{failure.ExceptionType}: {failure.Message}");
    }

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task System_calls_that_lead_out_are_refused_by_the_filter(string kind)
    {
        var sandbox = await sandboxes.GetAsync(kind);
        const string Candidate = """
            using System.Runtime.InteropServices;
            public static class C
            {
                [DllImport("libc", SetLastError = true)] static extern long syscall(long number, long a, long b, long c, long d, long e);
                public static int Error(long number, long a = 0) { var r = syscall(number, a, 0, 0, 0, 0); return r >= 0 ? 0 : Marshal.GetLastPInvokeError(); }
            }
            """;
        var arm = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64;
        var numbers = (arm ? Seccomp.SyscallTable.Arm64 : Seccomp.SyscallTable.X64).Numbers;
        string[] refused = ["ptrace", "process_vm_readv", "process_vm_writev", "mount", "umount2", "pivot_root", "unshare", "setns", "bpf", "perf_event_open", "keyctl", "add_key", "io_uring_setup", "userfaultfd", "kexec_load", "init_module", "open_by_handle_at", "setuid", "mknodat", "fsopen", "swapon"];
        var checks = $$"""
            public class Tests
            {
                [Xunit.Fact] public void Refused() => Xunit.Assert.Equal("", string.Join(",", new (string, long)[] { {{string.Join(", ", refused.Select(n => $"(\"{n}\", {numbers[n]})"))}} }.Where(s => C.Error(s.Item2) != 1).Select(s => s.Item1)));
                [Xunit.Fact] public void New_user_namespace() => Xunit.Assert.Equal(1, C.Error({{numbers["clone"]}}, 0x10000000 | 17));
                [Xunit.Fact] public void Clone3_does_not_exist() => Xunit.Assert.Equal(38, C.Error({{numbers["clone3"]}}));
                [Xunit.Fact] public void No_packet_socket() => Xunit.Assert.Equal(1, C.Error({{numbers["socket"]}}, 17));
                [Xunit.Fact] public void Allowed() => Xunit.Assert.Equal(0, C.Error({{numbers["getppid"]}}));
            }
            """;

        var report = await sandbox.RunAsync(Compiled.Run(Candidate, checks, "Tests.Refused", "Tests.New_user_namespace", "Tests.Clone3_does_not_exist", "Tests.No_packet_socket", "Tests.Allowed"), CancellationToken.None);

        Assert.All(report.Results, r => Assert.True(r.Status == CheckStatus.Passed, $"{r.Check.Name}: {r.Failures.FirstOrDefault()?.Message}"));
    }

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task Nothing_of_our_environment_leaks_and_nobody_is_root(string kind)
    {
        // Set here at run time, so that it is in this process and nowhere in the tests' own sources by name.
        Environment.SetEnvironmentVariable("CODEREFINE_SECRET_KEY", "leak-me-not");
        var sandbox = await sandboxes.GetAsync(kind);
        const string Checks = """
            public class Tests
            {
                static string Text(string path) { try { return File.ReadAllText(path); } catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return ""; } }
                static string Status(string name) => File.ReadLines("/proc/self/status").First(l => l.StartsWith(name)).Split('\t', 2)[1];
                [Xunit.Fact] public void Own() => Xunit.Assert.DoesNotContain("leak-me-not", string.Join(";", Environment.GetEnvironmentVariables().Values.Cast<string>()));
                [Xunit.Fact] public void Others() => Xunit.Assert.DoesNotContain("leak-me-not", string.Join(";", Directory.GetDirectories("/proc").Select(p => Text(p + "/environ"))));
                [Xunit.Fact] public void User() => Xunit.Assert.Equal("65532\t65532\t65532\t65532", Status("Uid:"));
                [Xunit.Fact] public void No_capabilities() => Xunit.Assert.Equal("0000000000000000", Status("CapEff:"));
                [Xunit.Fact] public void Bounding() => Xunit.Assert.Equal("0000000000000000", Status("CapBnd:"));
                [Xunit.Fact] public void No_new_privileges() => Xunit.Assert.Equal("1", Status("NoNewPrivs:"));
                [Xunit.Fact] public void Filtered() => Xunit.Assert.Equal("2", Status("Seccomp:"));
                [Xunit.Fact] public void Alone() => Xunit.Assert.True(Directory.GetDirectories("/proc").Count(p => char.IsDigit(Path.GetFileName(p)[0])) <= 3); // The supervisor, this one, and what it was forked from.
                [Xunit.Fact] public void Only_loopback() => Xunit.Assert.Equal(3, File.ReadAllLines("/proc/net/dev").Length);
            }
            """;
        string[] names = ["Own", "Others", "User", "No_capabilities", "Bounding", "No_new_privileges", "Filtered", "Alone", "Only_loopback"];

        var report = await sandbox.RunAsync(Compiled.Run("public class C;", Checks, [.. names.Select(n => "Tests." + n)]), CancellationToken.None);

        Assert.All(report.Results, r => Assert.True(r.Status == CheckStatus.Passed, $"{r.Check.Name}: {r.Failures.FirstOrDefault()?.Message}"));
    }

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task One_candidate_leaves_nothing_for_the_next(string kind)
    {
        var sandbox = await sandboxes.GetAsync(kind);
        await sandbox.RunAsync(Compiled.Method("File.WriteAllText(\"/tmp/note\", \"answer\"); new Thread(() => Thread.Sleep(-1)).Start(); return x;", "Zero"), CancellationToken.None);

        var report = await sandbox.RunAsync(Compiled.Method("return File.Exists(\"/tmp/note\") ? 7 : x;", "Zero"), CancellationToken.None);

        Assert.True(report.Passed);
    }
}
