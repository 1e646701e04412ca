using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CodeRefine.TestHost.Forking;
using CodeRefine.TestHost.Native;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Supervision;

/// <summary>
/// First process of a cell. Keeps one warm host, gives it one job, enforces the limits, clears everything away, warms the next.
/// One loop on the main thread takes every event; other threads only read.
/// </summary>
internal sealed partial class Supervisor : IDisposable
{
    private static readonly TimeSpan MouldPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DeathPatience = TimeSpan.FromSeconds(10);

    private const long WorthGivingBack = 8 << 20;


    // Bounded, so that a host that floods reports is held up by its own pipe.
    private readonly BlockingCollection<CellEvent> events = new(boundedCapacity: 256);
    private readonly TimeProvider time = TimeProvider.System;
    private readonly Scratch? scratch;
    private readonly Stream toTransport = Console.OpenStandardOutput();

    private HostWarmth warmth = HostWarmth.Default;

    private bool mayFork;
    private MouldProcess? mould;

    private long allocatedWhenGivenBack;

    // What came while one certain event was waited for.
    private readonly Queue<CellEvent> held = new();

    // Nothing but the host and the mould was there when the last job ended.
    private bool tidy;

    private Supervisor(SupervisorOptions options)
    {
        scratch = options.Scratch is { } folder ? new Scratch(folder) : null;
        mayFork = options.Fork;
    }

    public static int Run(SupervisorOptions options)
    {
        Harden(options.Processes);
        using var ignored = new IgnoredSignals();
        using var supervisor = new Supervisor(options);
        try
        {
            supervisor.Serve();
            return 0;
        }
        catch (TransportGoneException e)
        {
            // Its reader may have gone with it; then nobody needs the words.
            return e.Fault is null ? 0 : supervisor.Fault(e.Fault);
        }
        catch (CellFailedException e)
        {
            return supervisor.Fault(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ProtocolException)
        {
            return supervisor.Fault(e.ToString());
        }
        finally
        {
            CellProcesses.KillAll(TimeProvider.System, DeathPatience, out _);
        }
    }

    public void Dispose()
    {
        mould?.Dispose();
        events.Dispose();
        toTransport.Dispose();
    }

    private static unsafe void Harden(int processes)
    {
        if (processes > 0)
        {
            const int Processes = 6;
            var limits = stackalloc ulong[] { (ulong)processes, (ulong)processes };
            if (Libc.SetLimit(Processes, limits) != 0)
            {
                throw new IOException($"The number of processes can't be limited: error {Marshal.GetLastPInvokeError()}.");
            }
        }

        // A candidate runs as the same user: it shall not read or trace this process, through /proc/PID/mem or ptrace.
        _ = Libc.Prctl(Libc.SetDumpable, 0);

        // What a killed host leaves behind comes to this process, where it is found.
        _ = Libc.Prctl(Libc.SetChildSubreaper, 1);
    }

    private void Serve()
    {
        new Thread(ReadTransport) { IsBackground = true, Name = "transport" }.Start();
        while (true)
        {
            if (AwaitJob(Warm()) is var (host, payload))
            {
                RunJob(host, payload);
                GiveBackMemory();
            }
        }
    }

    /// <summary>This process counts against the sandbox's memory. To give back what a small job took costs more than it is worth.</summary>
    private void GiveBackMemory()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - allocatedWhenGivenBack > WorthGivingBack)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            allocatedWhenGivenBack = allocated;
        }
    }

    private void ReadTransport()
    {
        string? fault = null;
        try
        {
            using var input = Console.OpenStandardInput();
            while (Frames.Read(input, Frames.MaxJobBytes) is { } frame)
            {
                events.Add(new CellEvent.FromTransport(frame));
            }
        }
        catch (Exception e) when (e is ProtocolException or IOException)
        {
            fault = e.Message;
        }

        events.Add(new CellEvent.TransportClosed(fault));
    }

    private void RunJob(HostProcess host, ReadOnlyMemory<byte> payload)
    {
        var job = JobPayload.FromBytes(payload).Job;
        warmth = HostWarmth.After(job);
        var run = new JobRun(job, host, mould?.Pid, scratch, time);
        host.Send(payload);
        CellEvent.HostExited? exit = null;
        while (run.End is null && exit is null)
        {
            var what = Next(run.Pause);
            Deal(run, host, what);
            exit = what as CellEvent.HostExited;
            run.CheckLimits();
        }

        Clear(run, host, exit);
        var unclean = EmptyScratch();
        Send(FrameType.Ended, run.Close(), ProtocolJson.Default.JobEnd);
        if (unclean is not null)
        {
            // The candidate has its verdict; the next one gets another cell.
            throw new CellFailedException(unclean);
        }
    }

    // Of a host that lives or has been reaped; a look is enough, since all is killed.
    private static bool HasLeftNothing(int host) => CellProcesses.Look().Pids.All(pid => pid == host);

    private string? EmptyScratch()
    {
        try
        {
            scratch?.Empty();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The scratch folder can't be emptied: {e.Message}";
        }
    }

    private void Deal(JobRun run, HostProcess host, CellEvent? what)
    {
        switch (what)
        {
            case CellEvent.FromHost e when e.Host == host && run.End is null:
                if (host.Open(e.Frame) is not { } frame)
                {
                    run.Forged();
                }
                else if (run.Hear(frame))
                {
                    Frames.Write(toTransport, frame.Type, frame.Payload);
                }

                break;
            case CellEvent.HostClosed e:
                e.Host.ReportsClosed = true;
                break;
            case CellEvent.FromTransport { Frame.Type: FrameType.Cancel }:
                run.Cancel();
                break;
        }
    }

    // After this no process and no thread of the job is left.
    private void Clear(JobRun run, HostProcess host, CellEvent.HostExited? exit)
    {
        var start = time.GetTimestamp();
        if (mould is { } kept)
        {
            // The host alone, where nothing else is there but the mould.
            _ = Libc.Kill(host.Pid, Libc.SigKill);
            while (exit is null && Next(MouldPatience - time.GetElapsedTime(start)) is { } what)
            {
                exit = what as CellEvent.HostExited;
                Deal(run, host, what);
            }

            tidy = exit is not null && kept.IsWell() && CellProcesses.IsAlone(kept.Pid);
        }
        else
        {
            tidy = HasLeftNothing(host.Pid);
        }

        if (mould is null || !tidy)
        {
            CellProcesses.Kill();
        }

        while (exit is null || !host.ReportsClosed)
        {
            var what = Next(DeathPatience - time.GetElapsedTime(start)) ?? throw new CellFailedException("The test host does not die.");
            exit ??= what as CellEvent.HostExited;

            // What it reported before it died of itself still counts.
            Deal(run, host, what);
        }

        var orphans = TimeSpan.Zero;
        if (mould is null || !tidy)
        {
            // With all others the mould, where there was one.
            mould?.Dispose();
            mould = null;
            if (!CellProcesses.KillAll(time, DeathPatience, out orphans))
            {
                throw new CellFailedException("A process of the candidate does not die.");
            }
        }

        host.Dispose();
        run.AddUse(exit.Usage.Cpu + orphans, host.PeakBytes(exit.Usage));
        run.HostDied(exit.Status);
    }

    /// <returns>The next event, or null after the time.</returns>
    private CellEvent? Next(TimeSpan wait)
    {
        var limited = wait == Timeout.InfiniteTimeSpan || wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        if (!held.TryDequeue(out var what) && !events.TryTake(out what, limited))
        {
            return null;
        }

        return what is CellEvent.TransportClosed closed ? throw new TransportGoneException(closed.Fault) : what;
    }

    private void Send<T>(FrameType type, T what, JsonTypeInfo<T> shape) => Frames.Write(toTransport, type, JsonSerializer.SerializeToUtf8Bytes(what, shape));

    private int Fault(string message)
    {
        try
        {
            Send(FrameType.Fault, new CellFault(message), ProtocolJson.Default.CellFault);
        }
        catch (IOException)
        {
            Console.Error.WriteLine(message);
        }

        return 1;
    }

    private sealed class TransportGoneException(string? fault) : Exception
    {
        public string? Fault => fault;
    }

    private sealed class CellFailedException(string message) : Exception(message);

    /// <summary>Process 1 of a namespace gets only signals that it handles, and the runtime handles these: a candidate could end the cell with them. The transport closes the input instead.</summary>
    private sealed class IgnoredSignals : IDisposable
    {
        private readonly PosixSignalRegistration[] registrations =
            [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, context => context.Cancel = true))];

        public void Dispose() => Array.ForEach(registrations, r => r.Dispose());
    }
}
