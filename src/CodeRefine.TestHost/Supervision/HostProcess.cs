using System.Collections.Concurrent;
using System.Security.Cryptography;
using CodeRefine.TestHost.Forking;
using CodeRefine.TestHost.Native;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Supervision;

/// <summary>
/// One single-use host. Its reports come over a descriptor of their own; both its standard streams end in one captured pipe, so nothing
/// that a candidate prints can pass for a report.
/// </summary>
internal sealed class HostProcess : IDisposable
{
    /// <summary>Number of the report descriptor in the host.</summary>
    public const int ReportDescriptor = 3;

    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(10);
    private readonly BlockingCollection<CellEvent> events;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationToken stopped;
    private readonly byte[] token = RandomNumberGenerator.GetBytes(Frames.TokenBytes);
    private readonly Stream jobs;
    private readonly Thread output;
    private readonly long inheritedPeak;

    private HostProcess(int pid, MouldProcess? mould, Stream jobs, Stream reports, Stream standardStreams, BlockingCollection<CellEvent> events)
    {
        Pid = pid;
        Mould = mould;

        // What is forked begins with the pages that it then holds; what is spawned, with the mark of who spawned it.
        inheritedPeak = mould is null ? Libc.OwnPeakKibibytes() : 0;
        stopped = stop.Token;
        this.jobs = jobs;
        this.events = events;
        Begin("reports", () => ReadReports(reports));
        Begin("exit", WaitForExit);
        output = Begin("output", () => ReadOutput(standardStreams));
    }

    public int Pid { get; }

    /// <summary>What it is a copy of; null where it was started by itself.</summary>
    public MouldProcess? Mould { get; }
    public CapturedOutput Output { get; } = new();

    /// <summary>Whether the last of its reports has been heard. Kept by the supervisor's loop.</summary>
    public bool ReportsClosed { get; set; }

    /// <summary>Highest resident set in bytes, or 0: the kernel starts a child's mark at its parent's own, so only what is above that is the child's.</summary>
    public long PeakBytes(ResourceUsage usage) => usage.PeakKibibytes > inheritedPeak ? (long)usage.PeakKibibytes << 10 : 0;

    /// <summary>To be called from the main thread: the host dies with the thread that started it.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static HostProcess Start(string? scratch, HostWarmth warmth, BlockingCollection<CellEvent> events)
    {
        using var job = new Pipe();
        using var report = new Pipe();
        using var streams = new Pipe();
        var (program, arguments) = HostCommand.Line(HostCommand.Host, warmth);
        var pid = ProcessSpawn.Start(program, arguments, HostCommand.Environment(scratch), [(job.ReadEnd, 0), (streams.WriteEnd, 1), (streams.WriteEnd, 2), (report.WriteEnd, ReportDescriptor)]);
        return new HostProcess(pid, null, Own(job.WriteEnd, FileAccess.Write), Own(report.ReadEnd, FileAccess.Read), Own(streams.ReadEnd, FileAccess.Read), events);
    }

    /// <summary>One that is a copy.</summary>
    /// <returns>Null where the mould gave none.</returns>
    public static HostProcess? Fork(MouldProcess mould, BlockingCollection<CellEvent> events)
    {
        using var job = new Pipe();
        using var report = new Pipe();
        using var streams = new Pipe();
        return mould.Fork(job.ReadEnd, streams.WriteEnd, report.WriteEnd) is { } pid
            ? new HostProcess(pid, mould, Own(job.WriteEnd, FileAccess.Write), Own(report.ReadEnd, FileAccess.Read), Own(streams.ReadEnd, FileAccess.Read), events)
            : null;
    }

    /// <exception cref="IOException">The host is gone.</exception>
    public void Send(ReadOnlyMemory<byte> job)
    {
        Frames.Write(jobs, FrameType.Job, token, job);
        jobs.Dispose();
    }

    /// <summary>The frame without its token; null where the token is not this host's.</summary>
    public Frame? Open(Frame frame) =>
        frame.Payload.Length >= Frames.TokenBytes && CryptographicOperations.FixedTimeEquals(frame.Payload.Span[..Frames.TokenBytes], token)
            ? frame with { Payload = frame.Payload[Frames.TokenBytes..] }
            : null;

    /// <summary>To be called when no process is left that could write: waits for the last of what was written.</summary>
    public void Dispose()
    {
        output.Join(OutputPatience);
        stop.Cancel();
        stop.Dispose();
        jobs.Dispose();
    }

    private static FileStream Own(int descriptor, FileAccess access) => Pipe.OpenCopy(descriptor, access);

    private static Thread Begin(string name, ThreadStart work)
    {
        var thread = new Thread(work, maxStackSize: 256 << 10) { Name = name, IsBackground = true };
        thread.Start();
        return thread;
    }

    private void ReadReports(Stream reports)
    {
        using (reports)
        {
            try
            {
                while (Frames.Read(reports, Frames.MaxReportBytes) is { } frame)
                {
                    events.Add(new CellEvent.FromHost(this, frame), stopped);
                }
            }
            catch (ProtocolException)
            {
                // Cut off by its death, or forged: either way nothing more is believed.
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }

        Tell(new CellEvent.HostClosed(this));
    }

    private void ReadOutput(Stream standardStreams)
    {
        using (standardStreams)
        {
            var buffer = new byte[16 << 10];
            int got;
            while ((got = standardStreams.Read(buffer)) > 0)
            {
                Output.Add(buffer.AsSpan(0, got));
            }
        }
    }

    private void WaitForExit()
    {
        var (status, usage) = Mould is null ? Reap() : Mould.AwaitEnd(Pid);
        Tell(new CellEvent.HostExited(this, status, usage));
    }

    private (int Status, ResourceUsage Usage) Reap()
    {
        var usage = default(ResourceUsage);
        _ = Libc.Wait4(Pid, out var status, 0, ref usage);
        return (status, usage);
    }

    private void Tell(CellEvent what)
    {
        try
        {
            events.Add(what, stopped);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // Its job has ended, or the supervisor with all its jobs; nobody asks any more.
        }
    }
}
