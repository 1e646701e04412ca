using System.Globalization;
using CodeRefine.TestHost.Native;

namespace CodeRefine.TestHost.Supervision;

/// <summary>Every process of the cell but the supervisor: those that it started and those that these left behind, which come to it as orphans.</summary>
internal static class CellProcesses
{
    private static readonly long PageBytes = Environment.SystemPageSize;

    /// <summary>A look at the processes. Threads count the supervisor's own too, as a cgroup does.</summary>
    public readonly record struct Sight(List<int> Pids, long MemoryBytes, int Threads);

    /// <param name="but">The mould, which is the cell's own: left out.</param>
    public static Sight Look(int? but = null)
    {
        var all = new List<ProcessStat>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && ProcessStat.Read(pid) is { } stat)
            {
                all.Add(stat);
            }
        }

        var own = all.FirstOrDefault(s => s.Pid == Environment.ProcessId);
        var cell = new Sight([], 0, own.Threads);
        var parents = new Queue<int>([Environment.ProcessId]);
        while (parents.TryDequeue(out var parent))
        {
            foreach (var child in all.Where(s => s.Parent == parent))
            {
                parents.Enqueue(child.Pid);
                if (child.Pid == but)
                {
                    continue;
                }

                cell.Pids.Add(child.Pid);
                cell = cell with { MemoryBytes = cell.MemoryBytes + child.ResidentPages * PageBytes, Threads = cell.Threads + child.Threads };
            }
        }

        return cell;
    }

    /// <summary>Whether there is no process but the supervisor and this one, and none can have been born unseen while that was asked.</summary>
    public static bool IsAlone(int mould)
    {
        // Where a namespace is the cell's own, the last number given in it tells of any birth: one that ran ahead of the look is noticed.
        var before = LastBorn();
        return Look(mould).Pids.Count == 0 && LastBorn() == before;
    }

    /// <summary>The number that the last process or thread got: proc(5), /proc/loadavg. Null where others than the cell's count.</summary>
    private static string? LastBorn() => Environment.ProcessId == 1 ? File.ReadAllText("/proc/loadavg").TrimEnd().Split(' ')[^1] : null;

    /// <summary>Kills every other process of the cell, again and again until none is left to be born. The host is to be reaped before by who waits for it.</summary>
    /// <param name="used">What the orphans among them used.</param>
    /// <returns>False where some would not die within the time.</returns>
    public static bool KillAll(TimeProvider time, TimeSpan patience, out TimeSpan used)
    {
        var start = time.GetTimestamp();
        var spin = default(SpinWait);
        used = TimeSpan.Zero;
        while (true)
        {
            Kill();
            var usage = default(ResourceUsage);
            int reaped;
            while ((reaped = Libc.Wait4(-1, out _, Libc.NoHang, ref usage)) > 0)
            {
                used += usage.Cpu;
            }

            if (reaped < 0)
            {
                // No child is left, and what a child leaves behind becomes ours before it is reaped.
                return true;
            }

            if (time.GetElapsedTime(start) > patience)
            {
                return false;
            }

            spin.SpinOnce();
        }
    }

    /// <summary>Sends the signal to each, and waits for none.</summary>
    public static void Kill()
    {
        if (Environment.ProcessId == 1)
        {
            // For process 1 of a namespace, "all" is the namespace without itself, in one step that no fork can outrun.
            _ = Libc.Kill(-1, Libc.SigKill);
            return;
        }

        foreach (var pid in Look().Pids)
        {
            _ = Libc.Kill(pid, Libc.SigKill);
        }
    }
}
