using System.Globalization;
using System.Runtime.InteropServices;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Running;

/// <summary>The machine as a run's header records it.</summary>
public static class MachineInfo
{
    public static Machine Now() => new(RuntimeInformation.OSDescription, Processor(), Environment.ProcessorCount, MachineMemory.Total(), Load());

    /// <summary>Memory that programs could still take.</summary>
    public static long FreeBytes() => MachineMemory.Free();

    private static string Processor() =>
        Lines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) is { } line ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() : "";

    private static double Load() =>
        Lines("/proc/loadavg").FirstOrDefault()?.Split(' ')[0] is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var load) ? load : 0;

    private static List<string> Lines(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Take(200)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
