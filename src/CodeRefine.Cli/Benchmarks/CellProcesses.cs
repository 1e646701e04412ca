using System.Globalization;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>The processes of a sandbox's cells, as the kernel of this machine shows them: bubblewrap's descend from this process, Docker's are known by their cgroup.</summary>
/// <param name="cells">Tells the cells' names.</param>
internal sealed class CellProcesses(Func<IReadOnlyList<string>> cells)
{
    private const double TicksPerSecond = 100;
    private const string Container = "container ";

    /// <summary>Processor time in milliseconds of all of them and of those that they have waited for; NaN where none is seen.</summary>
    public double CpuMilliseconds()
    {
        var all = Look();
        return all.Count == 0 ? double.NaN : all.Sum(p => p.Ticks) / TicksPerSecond * 1000;
    }

    /// <summary>Resident memory in megabytes of one waiting host: the median. NaN where none is seen.</summary>
    public double HostMegabytes()
    {
        var all = Look();
        var moulds = all.Where(p => p.Command.Contains("\0mould\0", StringComparison.Ordinal)).Select(p => p.Pid).ToHashSet();

        // Started anew, or a copy of a mould, with the mould's command line.
        var hosts = all.Where(p => p.Command.Contains("\0host\0", StringComparison.Ordinal) || moulds.Contains(p.Parent)).Select(p => p.Resident).ToList();
        return hosts.Count == 0 ? double.NaN : new Timings("", hosts).Median * Environment.SystemPageSize / (1 << 20);
    }

    private List<Seen> Look()
    {
        var containers = cells().Where(c => c.StartsWith(Container, StringComparison.Ordinal)).Select(c => c[Container.Length..]).ToList();
        var all = Directory.Exists("/proc/self") ? Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Select(n => Read(n!)).OfType<Seen>().ToList() : [];
        var parents = all.ToDictionary(p => p.Pid, p => p.Parent);
        return [.. all.Where(p => containers.Any(c => p.Group.Contains(c, StringComparison.Ordinal)) || (containers.Count == 0 && Descends(p.Pid, parents)))];
    }

    private static bool Descends(int pid, Dictionary<int, int> parents)
    {
        while (parents.TryGetValue(pid, out var parent))
        {
            if (parent == Environment.ProcessId)
            {
                return true;
            }

            pid = parent;
        }

        return false;
    }

    private static Seen? Read(string pid)
    {
        try
        {
            // proc(5): fields are counted behind the name, which stands in parentheses and may hold anything.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ').Select(f => double.TryParse(f, CultureInfo.InvariantCulture, out var number) ? number : 0).ToList();
            return new Seen(int.Parse(pid, CultureInfo.InvariantCulture), (int)fields[1], fields[11] + fields[12] + fields[13] + fields[14], fields[21], File.ReadAllText($"/proc/{pid}/cmdline"), File.ReadAllText($"/proc/{pid}/cgroup"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone, or somebody else's.
            return null;
        }
    }

    private sealed record Seen(int Pid, int Parent, double Ticks, double Resident, string Command, string Group);
}
