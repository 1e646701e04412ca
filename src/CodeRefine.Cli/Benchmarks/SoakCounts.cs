using System.Globalization;
using CodeRefine.Sandboxes.Cells;
using CodeRefine.Sandboxes.Docker;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>What this process holds of its machine at one moment.</summary>
/// <param name="Processes">Its children and theirs.</param>
/// <param name="Containers">CodeRefine's that this process made.</param>
/// <param name="Descriptors">Open ones of its own.</param>
/// <param name="Threads">Its own.</param>
/// <param name="TemporaryFiles">Entries of ours in the folder for temporary files.</param>
/// <param name="HeapBytes">What lives on its heap after a full collection.</param>
/// <param name="ResidentBytes">Its own resident memory.</param>
/// <param name="ChildrenBytes">Resident memory of its children: bubblewrap's cells; a container's processes are the engine's.</param>
internal sealed record SoakCounts(int Processes, int Containers, int Descriptors, int Threads, int TemporaryFiles, long HeapBytes, long ResidentBytes, long ChildrenBytes)
{
    public static async Task<SoakCounts> TakeAsync(DockerClient? docker, CancellationToken cancellationToken)
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        var containers = docker is null ? 0 : await DockerCellLauncher.CountOwnAsync(docker, cancellationToken);
        var children = Descendants().ToList();
        return new SoakCounts(
            children.Count,
            containers,
            Directory.GetFileSystemEntries("/proc/self/fd").Length,
            Directory.GetFileSystemEntries("/proc/self/task").Length,
            Directory.GetFileSystemEntries(Path.GetTempPath(), "coderefine-*").Length,
            GC.GetTotalMemory(forceFullCollection: true),
            Environment.WorkingSet,
            children.Sum(c => c.ResidentBytes));
    }

    private static IEnumerable<(int Process, long ResidentBytes)> Descendants()
    {
        var all = Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, out _)).Select(n => Stat(n!)).OfType<(int Process, int Parent, long Resident)>().ToLookup(s => s.Parent);
        var parents = new Queue<int>([Environment.ProcessId]);
        while (parents.TryDequeue(out var parent))
        {
            foreach (var (process, _, resident) in all[parent])
            {
                parents.Enqueue(process);
                yield return (process, resident);
            }
        }
    }

    // See proc(5): after the command's name in parentheses come state, parent, and as 22nd from there the resident pages.
    private static (int Process, int Parent, long Resident)? Stat(string process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(process, CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[21], CultureInfo.InvariantCulture) * Environment.SystemPageSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended while it was looked at.
            return null;
        }
    }
}
