using System.Globalization;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>Who made a container, so that a later run can tell whether anybody still needs it.</summary>
/// <param name="Boot">The machine's boot id: process numbers of another boot, or machine, mean nothing.</param>
/// <param name="Namespace">The pid namespace in which <paramref name="Process"/> is a number.</param>
/// <param name="Started">The process's start in clock ticks since boot: tells a reused number apart.</param>
internal sealed record CellOwner(string Boot, string Namespace, int Process, long Started)
{
    private const string BootLabel = "coderefine.owner.boot", NamespaceLabel = "coderefine.owner.pidns", ProcessLabel = "coderefine.owner.pid", StartedLabel = "coderefine.owner.start";

    public static CellOwner Current { get; } = new(ReadBoot(), ReadNamespace(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0);

    public IEnumerable<KeyValuePair<string, string>> Labels =>
    [
        new(BootLabel, Boot),
        new(NamespaceLabel, Namespace),
        new(ProcessLabel, Process.ToString(CultureInfo.InvariantCulture)),
        new(StartedLabel, Started.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Whether these labels name a process that is gone for certain. One in another pid namespace of this boot can't be seen from here, so it counts as alive.</summary>
    public static bool IsGone(IReadOnlyDictionary<string, string> labels)
    {
        if (!labels.TryGetValue(BootLabel, out var boot) || !labels.TryGetValue(NamespaceLabel, out var space)
            || !int.TryParse(labels.GetValueOrDefault(ProcessLabel), CultureInfo.InvariantCulture, out var process)
            || !long.TryParse(labels.GetValueOrDefault(StartedLabel), CultureInfo.InvariantCulture, out var started))
        {
            return false;
        }

        return boot == Current.Boot && space == Current.Namespace && StartOf(process) != started;
    }

    /// <returns>Null where no such process runs.</returns>
    public static long? StartOf(int process) => OperatingSystem.IsLinux() ? StartByProc(process) : StartByHandle(process);

    private static long? StartByProc(int process)
    {
        try
        {
            // proc(5): the 22nd field; the second one is the name in parentheses, which may hold anything.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // macOS and Windows tell the start by the clock.
    private static long? StartByHandle(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return found.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    // Elsewhere the machine's name stands in: the start's time tells one boot from another there.
    private static string ReadBoot() => OperatingSystem.IsLinux() ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : Environment.MachineName;

    private static string ReadNamespace() => OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget ?? "" : "";
}
