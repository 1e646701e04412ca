using System.Net;
using System.Net.Sockets;
using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Tests.Support;

namespace CodeRefine.Sandboxes.Tests.Isolation;

/// <summary>What a candidate that the policy lets through might reach for. All attempts go in one run, a check each.</summary>
public class ReachTests(Sandboxed sandboxes)
{
    private const string Native = """
        using System.Net;
        using System.Net.Sockets;
        using System.Runtime.InteropServices;
        using System.Text;

        public static partial class C
        {
            [DllImport("libc", SetLastError = true)] static extern int kill(int process, int signal);
            [DllImport("libc", SetLastError = true)] static extern int getppid();
            [DllImport("libc", SetLastError = true)] static extern int chmod(string path, int mode);
            [DllImport("libc", SetLastError = true)] static extern int mount(string source, string target, string type, ulong flags, string data);
            [DllImport("libc", SetLastError = true)] static extern int setuid(int user);
            [DllImport("libc", SetLastError = true)] static extern int setresuid(int real, int effective, int saved);
            [DllImport("libc", SetLastError = true)] static extern long ptrace(long request, int process, long address, long data);
            [DllImport("libc", SetLastError = true)] static extern long process_vm_readv(int process, long[] local, long count, long[] remote, long many, long flags);
            [DllImport("libc", SetLastError = true)] static extern int prlimit64(int process, int resource, long[] now, long[] before);
            [DllImport("libc", SetLastError = true)] static extern int mkfifo(string path, int mode);
            [DllImport("libc", SetLastError = true)] static extern int chroot(string path);
            [DllImport("libc", SetLastError = true)] static extern int unshare(int flags);
            [DllImport("libc", SetLastError = true)] static extern int shmget(int key, long size, int flags);
            [DllImport("libc", SetLastError = true)] static extern int socket(int family, int kind, int protocol);

            static void Call(long result) { if (result < 0) throw new IOException("refused by the system: " + Marshal.GetLastPInvokeError()); }
            static Socket Connected(EndPoint to, SocketType kind = SocketType.Stream) { var s = new Socket(to.AddressFamily, kind, ProtocolType.Unspecified); s.Connect(to); return s; }

            public static string What(string name)
            {
                try { typeof(C).GetMethod(name)!.Invoke(null, null); return "nothing stopped it"; }
                catch (System.Reflection.TargetInvocationException e) { return e.InnerException is SocketException or UnauthorizedAccessException or IOException or System.ComponentModel.Win32Exception or PlatformNotSupportedException ? "" : e.InnerException!.ToString(); }
            }
        }
        """;

    private static IEnumerable<(string Name, string Code)> Attempts(int port, string abstractName, string file) =>
    [
        ("Tcp_to_a_port_that_listens_here", $"Connected(new IPEndPoint(IPAddress.Loopback, {port}));"),
        ("Tcp_by_ip_6", $"Connected(new IPEndPoint(IPAddress.IPv6Loopback, {port}));"),
        ("Tcp_to_the_world", "Connected(new IPEndPoint(new IPAddress([1, 1, 1, 1]), 443));"),
        ("Tcp_to_the_engine_s_bridge", $"Connected(new IPEndPoint(new IPAddress([172, 17, 0, 1]), {port}));"),
        ("Listening", "new TcpListener(IPAddress.Any, 0).Start();"),
        ("Udp", "new UdpClient().Send([1], 1, new IPEndPoint(new IPAddress([8, 8, 8, 8]), 53));"),
        ("Udp_broadcast", "new UdpClient { EnableBroadcast = true }.Send([1], 1, new IPEndPoint(IPAddress.Broadcast, 9));"),
        ("Name_service", "Dns.GetHostAddresses(\"example.org\");"),
        ("Raw", "new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp);"),
        ("Netlink", "Call(socket(16, 3, 0));"),
        ("Packets", "Call(socket(17, 3, 0x300));"),
        ("Vsock", "Call(socket(40, 1, 0));"),
        ("Bluetooth", "Call(socket(31, 3, 1));"),
        ("Abstract_socket_that_listens_here", $"Connected(new UnixDomainSocketEndPoint(\"\\0{abstractName}\"));"),
        ("Engine_s_socket", "Connected(new UnixDomainSocketEndPoint(\"/var/run/docker.sock\"));"),
        ("Engine_s_other_socket", "Connected(new UnixDomainSocketEndPoint(\"/run/docker.sock\"));"),

        ("File_of_the_caller", $"File.ReadAllText(\"{file}\");"),
        ("Shadow", "File.ReadAllText(\"/etc/shadow\");"),
        ("Home", "Directory.GetFileSystemEntries(\"/root\"); Directory.GetFileSystemEntries(\"/home\");"),
        ("Host_s_root_by_process_1", "Directory.GetFileSystemEntries(\"/proc/1/root\");"),
        ("Environment_of_process_1", "if (File.ReadAllText(\"/proc/1/environ\").Contains(\"leak-me-not\")) return; throw new IOException();"),
        ("Memory_of_the_supervisor", "File.OpenRead(\"/proc/\" + getppid() + \"/mem\");"),
        ("Descriptors_of_the_supervisor", "Directory.GetFiles(\"/proc/\" + getppid() + \"/fd\");"),
        ("Memory_of_the_host", "File.OpenWrite(\"/proc/self/mem\");"),
        ("Kernel_memory", "File.OpenRead(\"/proc/kcore\").ReadByte();"),
        ("Kernel_s_log", "File.OpenRead(\"/dev/kmsg\");"),
        ("Disks", "File.OpenRead(\"/dev/sda\"); File.OpenRead(\"/dev/vda\");"),

        ("Writing_to_the_root", "File.WriteAllText(\"/x\", \"\");"),
        ("Writing_to_the_test_host", "File.WriteAllText(\"/testhost/CodeRefine.TestHost.dll\", \"\");"),
        ("Writing_to_the_runtime", "File.AppendAllText(\"/dotnet/dotnet\", \"\");"),
        ("Rights_on_the_test_host", "Call(chmod(\"/testhost/CodeRefine.TestHost.dll\", 511));"),
        ("Core_pattern", "File.WriteAllText(\"/proc/sys/kernel/core_pattern\", \"|/tmp/x\");"),
        ("Highest_process_id", "File.WriteAllText(\"/proc/sys/kernel/pid_max\", \"100\");"),
        ("Forwarding", "File.WriteAllText(\"/proc/sys/net/ipv4/ip_forward\", \"1\");"),
        ("Sysrq", "File.WriteAllText(\"/proc/sysrq-trigger\", \"b\");"),
        ("Control_groups", "File.WriteAllText(\"/sys/fs/cgroup/memory/memory.limit_in_bytes\", \"-1\"); File.WriteAllText(\"/sys/fs/cgroup/memory.max\", \"max\");"),
        ("Supervisor_s_oom_score", "File.WriteAllText(\"/proc/\" + getppid() + \"/oom_score_adj\", \"1000\");"),
        ("Shared_memory", "File.WriteAllText(\"/dev/shm/x\", \"\");"),
        ("Old_shared_memory", "Call(shmget(1, 4096, 0x3b6));"),

        ("Programs", "System.Diagnostics.Process.Start(\"/bin/sh\", \"-c true\");"),
        ("Root_again", "Call(setuid(0));"),
        ("Root_in_three_ways", "Call(setresuid(0, 0, 0));"),
        ("Mounts", "Call(mount(\"none\", \"/tmp\", \"tmpfs\", 0, \"size=1g\"));"),
        ("Another_root", "Call(chroot(\"/tmp\"));"),
        ("A_user_namespace", "Call(unshare(0x10000000));"),
        ("A_network_namespace", "Call(unshare(0x40000000));"),
        ("Tracing_the_supervisor", "Call(ptrace(16, getppid(), 0, 0));"),
        ("Reading_the_supervisor", "Call(process_vm_readv(getppid(), [0, 0], 1, [0, 0], 1, 0));"),
        ("Limits_of_the_supervisor", "Call(prlimit64(getppid(), 7, [0, 0], [0, 0]));"),
    ];

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task Nothing_outside_of_the_cell_is_in_reach(string kind)
    {
        Environment.SetEnvironmentVariable("CODEREFINE_SECRET_KEY", "leak-me-not");
        using var tcp = new TcpListener(IPAddress.Any, 0);
        tcp.Start();
        var name = "coderefine-" + Guid.NewGuid().ToString("n");
        using var unix = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        unix.Bind(new UnixDomainSocketEndPoint("\0" + name));
        unix.Listen();
        var file = Path.GetTempFileName();
        var sandbox = await sandboxes.GetAsync(kind);
        var attempts = Attempts(((IPEndPoint)tcp.LocalEndpoint).Port, name, file).ToList();

        var report = await sandbox.RunAsync(Compiled.Run(Candidate(attempts), Checks(attempts), [.. attempts.Select(a => "Tests." + a.Name)]), CancellationToken.None);

        File.Delete(file);
        Assert.Equal(HostEnd.Completed, report.End);
        Assert.All(report.Results, r => Assert.True(r.Status == CheckStatus.Passed, $"{r.Check.Name}: {r.Status} {r.Failures.FirstOrDefault()?.Message}"));
        Assert.False(tcp.Pending());
        Assert.True((await sandbox.RunAsync(Compiled.Method("return x;", "Zero"), CancellationToken.None)).Passed);
    }

    private static string Candidate(IEnumerable<(string Name, string Code)> attempts) =>
        $"{Native}\npublic static partial class C\n{{\n{string.Join("\n", attempts.Select(a => $"public static void {a.Name}() {{ {a.Code} }}"))}\n}}";

    private static string Checks(IEnumerable<(string Name, string Code)> attempts) =>
        $"public class Tests\n{{\n{string.Join("\n", attempts.Select(a => $"[Xunit.Fact] public void {a.Name}() => Xunit.Assert.Equal(\"\", C.What(\"{a.Name}\"));"))}\n}}";
}
