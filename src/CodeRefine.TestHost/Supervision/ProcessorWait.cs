using System.Globalization;
using CodeRefine.TestHost.Native;

namespace CodeRefine.TestHost.Supervision;

/// <summary>
/// How long a process was ready to run and got no processor since this was made, for a limit in seconds is the candidate's and not the
/// machine's: with other work about, what takes one second alone may take five. Read from <c>/proc/PID/task/TID/schedstat</c>, whose second
/// figure is the nanoseconds spent waiting on a run queue (the kernel's Documentation/scheduler/sched-stats.rst).
/// </summary>
internal sealed class ProcessorWait
{
    private readonly int process;
    private readonly TimeProvider time;
    private readonly long since;
    private readonly TimeSpan cpuBefore;
    private readonly Dictionary<string, long> waitedBefore;

    public ProcessorWait(int process, TimeProvider time)
    {
        (this.process, this.time) = (process, time);
        since = time.GetTimestamp();
        cpuBefore = Libc.CpuTimeOf(process);
        waitedBefore = Waited(process);
    }

    /// <summary>
    /// The wait of the thread that waited longest. Threads of one process that wait for each other gain nothing: what the process has used
    /// on any processor counts against it.
    /// </summary>
    public TimeSpan Read()
    {
        var longest = Waited(process).Select(t => t.Value - waitedBefore.GetValueOrDefault(t.Key)).DefaultIfEmpty(0).Max();
        var unused = time.GetElapsedTime(since) - (Libc.CpuTimeOf(process) - cpuBefore);
        var waited = TimeSpan.FromMicroseconds(longest / 1000.0);
        return waited < unused ? waited : unused > TimeSpan.Zero ? unused : TimeSpan.Zero;
    }

    /// <summary>Nanoseconds by thread; nothing where the kernel keeps no such figures, or the process is gone.</summary>
    private static Dictionary<string, long> Waited(int process)
    {
        var waited = new Dictionary<string, long>(StringComparer.Ordinal);
        try
        {
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{process}/task"))
            {
                if (ReadWait(thread) is { } nanoseconds)
                {
                    waited[Path.GetFileName(thread)] = nanoseconds;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, which is heard of elsewhere.
        }

        return waited;
    }

    private static long? ReadWait(string thread)
    {
        try
        {
            return File.ReadAllText(thread + "/schedstat").Split(' ') is [_, var waited, ..] && long.TryParse(waited, NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds) ? nanoseconds : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
