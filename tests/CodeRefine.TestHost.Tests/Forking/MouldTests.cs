using System.Text;
using CodeRefine.TestHost.Forking;
using CodeRefine.TestHost.Native;
using CodeRefine.TestHost.Tests.Cells;

namespace CodeRefine.TestHost.Tests.Forking;

/// <summary>A mould, and the supervisor's end of its socket here.</summary>
public sealed class MouldTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_mould_whose_copies_would_be_whole_says_so_and_gives_one()
    {
        using var mould = new Started([]);
        Assert.Equal("F", mould.Hear());
        using var job = new Pipe();
        using var streams = new Pipe();
        using var reports = new Pipe();

        Assert.True(mould.Socket.Send([ForkMessage.Fork], [job.ReadEnd, streams.WriteEnd, reports.WriteEnd]));

        Span<byte> message = stackalloc byte[ForkMessage.MostBytes];
        Assert.True(mould.Socket.Await(Patience));
        var host = ForkMessage.ReadForked(message[..mould.Socket.Receive(message)]);
        Assert.True(host > 0);
        Assert.Equal(0, Libc.Kill(host.Value, Libc.SigKill));
        Assert.True(mould.Socket.Await(Patience));
        var end = ForkMessage.ReadEnded(message[..mould.Socket.Receive(message)]);
        Assert.Equal(Libc.SigKill, end?.Status);
    }

    // The server's collector has threads of its own, which a copy would not have.
    [Fact]
    public void A_mould_with_a_thread_that_a_copy_would_lack_refuses_and_ends()
    {
        using var mould = new Started(["DOTNET_gcServer=1", "DOTNET_GCHeapCount=2"]);

        Assert.StartsWith("Uthreads are left: .NET Server GC", mould.Hear(), StringComparison.Ordinal);
        Assert.Equal("", mould.Hear());
    }

    // Code written through a second mapping: both would be the mould's too.
    [Fact]
    public void A_mould_whose_memory_a_copy_would_share_refuses_and_ends()
    {
        using var mould = new Started(["DOTNET_EnableWriteXorExecute=1"]);

        Assert.StartsWith("Umemory is shared: ", mould.Hear(), StringComparison.Ordinal);
        Assert.Equal("", mould.Hear());
    }

    private sealed class Started : IDisposable
    {
        private readonly int pid;

        public Started(IEnumerable<string> settings)
        {
            var (mine, theirs) = ControlSocket.Pair();
            Socket = mine;
            using (theirs)
            {
                using var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite);
                var none = (int)nothing.DangerousGetHandle();
                var before = new HashSet<string>(settings.Select(s => s.Split('=')[0]), StringComparer.Ordinal);
                string[] environment =
                [
                    .. new[] { "DOTNET_EnableDiagnostics=0", "DOTNET_TieredCompilation=0", "DOTNET_EnableWriteXorExecute=0" }.Where(s => !before.Contains(s.Split('=')[0])),
                    .. settings,
                ];
                pid = ProcessSpawn.Start(Dotnet(), [Path.Combine(Cell.Folder, "CodeRefine.TestHost.dll"), "mould", "XunitV2"], environment, [(none, 0), (none, 1), (none, 2), (theirs.Descriptor, 3)]);
            }
        }

        public ControlSocket Socket { get; }

        /// <summary>What it says next: empty where it has ended.</summary>
        public string Hear()
        {
            Span<byte> message = stackalloc byte[ForkMessage.MostBytes];
            Assert.True(Socket.Await(Patience));
            return Encoding.UTF8.GetString(message[..Socket.Receive(message)]);
        }

        public void Dispose()
        {
            _ = Libc.Kill(pid, Libc.SigKill);
            var usage = default(ResourceUsage);
            _ = Libc.Wait4(pid, out _, 0, ref usage);
            Socket.Dispose();
        }

        private static string Dotnet() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(p => Path.Combine(p, "dotnet")).First(File.Exists);
    }
}
