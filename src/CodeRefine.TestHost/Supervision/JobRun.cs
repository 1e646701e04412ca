using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using CodeRefine.TestHost.Native;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Supervision;

/// <summary>One job as it runs: which check is on, which limit is broken, what end it came to. Told of events by the supervisor's loop; starts no thread.</summary>
internal sealed class JobRun
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    // A look costs more where many processes are about: no more than a twentieth of one core goes into looking.
    private const int LookShare = 20;

    // A machine so full that a check gets no quarter of a core says nothing of a check any more.
    private const int MostStretch = 4;

    private readonly HostJob job;
    private readonly HostProcess host;
    private readonly int? mould;
    private readonly Scratch? scratch;
    private readonly TimeProvider time;
    private readonly long start;
    private readonly TimeSpan cpuBefore;
    private long lastSign;
    private long nextLook;
    private ProcessorWait? wait;
    private string? running;
    private int? variant;
    private long peakMemory;
    private TimeSpan cpu;

    /// <param name="mould">What hosts are forked from, which is no part of the candidate's; null for none.</param>
    public JobRun(HostJob job, HostProcess host, int? mould, Scratch? scratch, TimeProvider time)
    {
        this.job = job;
        this.host = host;
        this.mould = mould;
        this.scratch = scratch;
        this.time = time;
        start = lastSign = nextLook = time.GetTimestamp();
        cpuBefore = Libc.CpuTimeOf(host.Pid);
    }

    /// <summary>Set once the job is over, for whichever reason came first.</summary>
    public JobEnd? End { get; private set; }

    /// <summary>How long the loop may wait before it has to call <see cref="CheckLimits"/> again.</summary>
    public TimeSpan Pause
    {
        get
        {
            var untilLook = nextLook - time.GetTimestamp();
            return untilLook <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)untilLook / time.TimestampFrequency);
        }
    }

    /// <returns>Whether the frame is to be passed on.</returns>
    public bool Hear(Frame frame)
    {
        switch (frame.Type)
        {
            case FrameType.CheckStarted:
                return HearStart(frame);
            case FrameType.CheckResult:
                running = null;
                Sign();
                return true;
            case FrameType.VariantStarted when job.Screen is not null && frame.Payload.Length == sizeof(int):
                variant = BinaryPrimitives.ReadInt32LittleEndian(frame.Payload.Span);
                Sign();
                return false;
            case FrameType.ScreenGround or FrameType.Screened when job.Screen is not null:
                Sign();
                return true;
            case FrameType.RunFinished:
                Stop(EndKind.Completed, "Every check has reported.");
                return false;
            case FrameType.OutOfMemory:
                Stop(EndKind.OutOfMemory, "A check met the memory limit.");
                return false;
            default:
                return false;
        }
    }

    private bool HearStart(Frame frame)
    {
        string? id;
        try
        {
            id = JsonSerializer.Deserialize(frame.Payload.Span, ProtocolJson.Default.CheckStart)?.Id;
        }
        catch (JsonException)
        {
            // Only a forger writes this: it is not passed on and gains no time.
            return false;
        }

        if (id is null || !job.Expected.Any(e => e.Id == id))
        {
            return false;
        }

        running = id;
        Sign();
        return true;
    }

    public void Cancel() => Stop(EndKind.Cancelled, "Cancelled.");

    /// <summary>A report came under a token that is not the host's. One guess is all that a forger gets: nothing that follows counts.</summary>
    public void Forged() => Stop(EndKind.Crashed, "A report came that the test host did not write: something in its process forges reports.");

    /// <summary>The host ended without being asked to. What it used must have been counted in.</summary>
    public void HostDied(int status)
    {
        if (End is null)
        {
            var nearLimit = job.Limits.MemoryBytes <= 0 || peakMemory > job.Limits.MemoryBytes / 2;
            End = HostExit.Read(job.Id, status, host.Output.ToString(), nearLimit) with { RunningCheck = running, RunningVariant = variant };
        }
    }

    public void CheckLimits()
    {
        var now = time.GetTimestamp();
        if (End is not null || now < nextLook)
        {
            return;
        }

        CheckTime(now);
        CheckOutput();
        if (End is null)
        {
            Look();
        }

        var pause = LookShare * time.GetElapsedTime(now);
        nextLook = now + (long)(TimeSpan.FromTicks(Math.Clamp(pause.Ticks, ShortestPause.Ticks, LongestPause.Ticks)).TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>Counts in what a process that is now dead has used.</summary>
    public void AddUse(TimeSpan cpuTime, long peakBytes)
    {
        cpu += cpuTime;
        peakMemory = Math.Max(peakMemory, peakBytes);
    }

    /// <summary>The end with figures and output, once everything is dead.</summary>
    public JobEnd Close() => End! with
    {
        WallMilliseconds = time.GetElapsedTime(start).TotalMilliseconds,
        CpuMilliseconds = Math.Max(0, (cpu - cpuBefore).TotalMilliseconds),
        PeakMemoryBytes = peakMemory,
        Output = host.Output.ToString(),
        Forked = host.Mould is not null,
    };

    private void CheckTime(long now)
    {
        var limits = job.Limits;
        if (IsOver(time.GetElapsedTime(lastSign, now), TimeSpan.FromMilliseconds(limits.CheckMilliseconds)))
        {
            Stop(EndKind.TimedOut, running is null
                ? $"Nothing was heard for {Seconds(limits.CheckMilliseconds)} while no check ran: what is loaded before or between checks does not end."
                : $"The check ran longer than {Seconds(limits.CheckMilliseconds)}.");
        }
        else if (time.GetElapsedTime(start, now).TotalMilliseconds > limits.TotalMilliseconds)
        {
            Stop(EndKind.TimedOut, $"All checks together ran longer than {Seconds(limits.TotalMilliseconds)}.");
        }
    }

    /// <summary>
    /// Whether a check has had its time. Seconds in which the machine gave it no processor are not counted, up to a bound; they are looked
    /// at only once a check takes long, which few do.
    /// </summary>
    private bool IsOver(TimeSpan elapsed, TimeSpan limit)
    {
        if (elapsed <= limit)
        {
            wait ??= elapsed > limit / 10 ? new ProcessorWait(host.Pid, time) : null;
            return false;
        }

        return wait is null || elapsed > limit * MostStretch || elapsed - wait.Read() > limit;
    }

    private void Sign()
    {
        lastSign = time.GetTimestamp();
        wait = null;
    }

    private void CheckOutput()
    {
        if (host.Output.Total > job.Limits.OutputBytes)
        {
            Stop(EndKind.OutputFlood, string.Create(CultureInfo.InvariantCulture, $"More than {job.Limits.OutputBytes} bytes were written to the standard streams."));
        }
    }

    private void Look()
    {
        var sight = CellProcesses.Look(mould);
        peakMemory = Math.Max(peakMemory, sight.MemoryBytes);
        var limits = job.Limits;
        if (limits.MemoryBytes > 0 && sight.MemoryBytes > limits.MemoryBytes)
        {
            Stop(EndKind.OutOfMemory, $"More than {limits.MemoryBytes >> 20} MiB of memory were in use.");
        }
        else if (limits.Processes > 0 && sight.Threads >= limits.Processes)
        {
            Stop(EndKind.TooManyProcesses, $"The limit of {limits.Processes} processes and threads was reached.");
        }
        else if (scratch?.IsFull(limits.ScratchBytes) == true)
        {
            Stop(EndKind.ScratchFull, "The scratch folder is full.");
        }
    }

    private void Stop(EndKind kind, string detail) =>
        End ??= new JobEnd { Job = job.Id, Kind = kind, Detail = detail, RunningCheck = kind == EndKind.Completed ? null : running, RunningVariant = kind == EndKind.Completed ? null : variant };

    private static string Seconds(int milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.###} s");
}
