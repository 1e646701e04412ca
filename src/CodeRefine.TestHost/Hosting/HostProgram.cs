using System.Globalization;
using System.Runtime.InteropServices;
using CodeRefine.TestHost.Native;
using CodeRefine.TestHost.Plain;
using CodeRefine.TestHost.Protocol;
using CodeRefine.TestHost.Screening;
using CodeRefine.TestHost.Supervision;
using CodeRefine.TestHost.Warmup;
using Microsoft.Win32.SafeHandles;

namespace CodeRefine.TestHost.Hosting;

/// <summary>A host's life: warm up, say so, take one job, run it, end.</summary>
internal static class HostProgram
{
    /// <summary>Exit code where the host, not the candidate, failed.</summary>
    private const int Broken = 70;

    /// <param name="warmth">What to warm up for.</param>
    public static int Run(HostWarmth warmth)
    {
        Isolate();
        var console = ConsoleTap.Install();
        Warm(warmth, console, pool: true);
        return Serve(console);
    }

    /// <summary>The part after warming up. Returns only where no job comes.</summary>
    public static int Serve(ConsoleTap console)
    {
        _ = Libc.Fcntl(HostProcess.ReportDescriptor, Libc.SetDescriptorFlags, 1);
        using var reports = new FileStream(new SafeFileHandle(HostProcess.ReportDescriptor, ownsHandle: true), FileAccess.Write, bufferSize: 0);
        Frames.Write(reports, FrameType.Ready);
        if (TakeJob() is not { } frame)
        {
            Libc.ExitNow(0);
            return 0;
        }

        try
        {
            RunJob(frame.Payload, reports, console);
        }
        catch (Exception e)
        {
            // Whatever this is, no report follows: the supervisor sees an early end, and its output says why.
            console.WriteToStream($"The test host failed: {e}\n");
            Libc.ExitNow(Broken);
        }

        // At once: a candidate's threads, finalisers and exit handlers have no say after the last report.
        Libc.ExitNow(0);
        return 0;
    }

    /// <param name="pool">Ways that use the thread pool too.</param>
    public static void Warm(HostWarmth warmth, ConsoleTap console, bool pool)
    {
        if (warmth.Framework == JobFramework.XunitV3)
        {
            XunitV3Engine.Warm(console);
        }
        else
        {
            DummyRun.Run(console, warmth.Properties, pool);
        }
    }

    /// <summary>What sets this process apart, before anything else.</summary>
    public static void Isolate()
    {
        _ = Libc.Prctl(Libc.SetPdeathsig, Libc.SigKill);
        try
        {
            // The kernel, when memory runs out, shall take this process and not its supervisor.
            File.WriteAllText("/proc/self/oom_score_adj", "1000");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A read-only /proc; the supervisor's own watch over memory remains.
        }

        // No core dump, and no child process may open this one's descriptors.
        _ = Libc.Prctl(Libc.SetDumpable, 0);
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }

    private static Frame? TakeJob()
    {
        using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        var frame = Frames.Read(input, Frames.MaxJobBytes + Frames.TokenBytes);

        // A candidate that reads its input meets its end.
        using var nothing = File.OpenHandle("/dev/null");
        _ = Libc.Dup2((int)nothing.DangerousGetHandle(), 0);
        return frame;
    }

    private static void RunJob(ReadOnlyMemory<byte> payload, Stream reports, ConsoleTap console)
    {
        var token = payload[..Frames.TokenBytes].ToArray();
        var job = JobPayload.FromBytes(payload[Frames.TokenBytes..]);
        if (MemoryMarshal.TryGetArray(payload, out var received))
        {
            // The one copy that is left is the reporter's.
            received.AsSpan(0, Frames.TokenBytes).Clear();
        }

        var reporter = new Reporter(reports, token);
        var images = LoadedImages.Load(job);
        var probe = images.Probe(job.Job.Coverage);
        if (job.Job.Screen is { } plan)
        {
            ScreenRunner.Run(job, plan, images, reporter);
        }
        else if (job.Job.Framework == JobFramework.XunitV3)
        {
            XunitV3Engine.Run(images.Checks, images.Candidate, job.Job, probe, reporter, console);
        }
        else if (job.Job.Framework == JobFramework.Plain)
        {
            PlainRunner.Run(images.Checks, images.Candidate, job.Job, probe, reporter, console);
        }
        else
        {
            CheckRunner.Run(images.Checks, images.Candidate, job.Job, probe, reporter, console);
        }

        reporter.Finished();
    }
}
