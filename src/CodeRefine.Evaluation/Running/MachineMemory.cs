using System.Globalization;

namespace CodeRefine.Evaluation.Running;

/// <summary>Memory that programs could still take.</summary>
internal static class MachineMemory
{
    /// <returns>Bytes; the runtime's own figure where the kernel tells none.</returns>
    public static long Free() => Read("MemAvailable:") ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public static long Total() => Read("MemTotal:") ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static long? Read(string key)
    {
        try
        {
            return File.ReadLines("/proc/meminfo").FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal)) is { } line
                && long.TryParse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes)
                ? kibibytes << 10
                : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
