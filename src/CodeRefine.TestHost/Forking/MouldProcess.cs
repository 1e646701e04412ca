using System.Text;
using CodeRefine.TestHost.Native;
using CodeRefine.TestHost.Supervision;

namespace CodeRefine.TestHost.Forking;

/// <summary>The supervisor's end of a <see cref="Mould"/>. Not believed blindly: a candidate of the same user can stop or end it, though not read or write it.</summary>
internal sealed class MouldProcess : IDisposable
{
    private static readonly TimeSpan ForkPatience = TimeSpan.FromSeconds(5);
    private const int OrphanLooks = 200;
    private static readonly TimeSpan OrphanPause = TimeSpan.FromMilliseconds(5);
    private readonly ControlSocket socket;

    private MouldProcess(int pid, HostWarmth warmth, ControlSocket socket)
    {
        Pid = pid;
        Warmth = warmth;
        this.socket = socket;
    }

    public int Pid { get; }

    /// <summary>What it was warmed up for.</summary>
    public HostWarmth Warmth { get; }

    /// <summary>To be called from the main thread: it dies with the thread that started it. It then warms up by itself.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static MouldProcess Start(string? scratch, HostWarmth warmth)
    {
        var (mine, theirs) = ControlSocket.Pair();
        using (theirs)
        {
            using var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite);
            var none = (int)nothing.DangerousGetHandle();
            var (program, arguments) = HostCommand.Line(HostCommand.Mould, warmth);
            var pid = ProcessSpawn.Start(program, arguments, HostCommand.MouldEnvironment(scratch), [(none, 0), (none, 1), (none, 2), (theirs.Descriptor, HostProcess.ReportDescriptor)]);
            return new MouldProcess(pid, warmth, mine);
        }
    }

    /// <summary>Whether it serves jobs of this kind without more warming up than a host of its own kind would need.</summary>
    public bool Suits(HostWarmth wanted) => Warmth.Framework == wanted.Framework && (Warmth.Properties || !wanted.Properties);

    /// <summary>Waits until it can be forked.</summary>
    /// <returns>Null where it can, else why not.</returns>
    public string? AwaitFit(TimeSpan patience)
    {
        Span<byte> message = stackalloc byte[ForkMessage.MostBytes];
        if (!socket.Await(patience))
        {
            return "it is not ready";
        }

        var got = socket.Receive(message);
        return got switch
        {
            0 => "it has ended",
            _ when message[0] == ForkMessage.Fit => null,
            _ => Encoding.UTF8.GetString(message[1..got]),
        };
    }

    /// <returns>The host's process id, or null where it gave none: it is then to be given up.</returns>
    public int? Fork(int job, int streams, int reports)
    {
        Span<byte> message = stackalloc byte[ForkMessage.MostBytes];
        return socket.Send([ForkMessage.Fork], [job, streams, reports]) && socket.Await(ForkPatience)
            ? ForkMessage.ReadForked(message[..socket.Receive(message)])
            : null;
    }

    /// <summary>
    /// Waits for the end of the host that was forked last. Where the mould is gone before, for a candidate can end it, the host is an orphan
    /// that has come to this process, and goes on: its job is judged as it would be without a mould.
    /// </summary>
    public (int Status, ResourceUsage Usage) AwaitEnd(int host)
    {
        Span<byte> message = stackalloc byte[ForkMessage.MostBytes];
        if (ForkMessage.ReadEnded(message[..socket.Receive(message)]) is { } told)
        {
            return told;
        }

        var usage = default(ResourceUsage);
        for (var look = 0; look < OrphanLooks; look++)
        {
            if (Libc.Wait4(host, out var status, 0, ref usage) == host)
            {
                return (status, usage);
            }

            // Not ours yet: the socket closes before the mould has quite ended.
#pragma warning disable RS0030 // A thread of its own waits here for a process, as wait4 does.
            Thread.Sleep(OrphanPause);
#pragma warning restore RS0030
        }

        return (Libc.SigKill, default);
    }

    /// <summary>Whether it lives and runs.</summary>
    public bool IsWell() => ProcessStat.Read(Pid) is { State: not ('T' or 't' or 'Z' or 'X') };

    /// <summary>Ends it. It is reaped by who clears the cell.</summary>
    public void Dispose()
    {
        _ = Libc.Kill(Pid, Libc.SigKill);
        socket.Dispose();
    }
}
