using System.Globalization;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>All environment variables that a sandbox sees: written here, never taken from this process.</summary>
internal static class CellEnvironment
{
    public const string Home = "/tmp";

    /// <summary>For a cell with the layout of <see cref="SandboxFiles"/>.</summary>
    public static IReadOnlyDictionary<string, string> Of(CellLimits limits) => new Dictionary<string, string>(Runtime(limits))
    {
        ["HOME"] = Home,
        ["TMPDIR"] = Home,
        ["LD_LIBRARY_PATH"] = SandboxFiles.Libraries,
    };

    /// <summary>The runtime's settings alone, for any kind of cell.</summary>
    public static IReadOnlyDictionary<string, string> Runtime(CellLimits limits) => new Dictionary<string, string>
    {
        // No ICU inside; the same on each machine.
        ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",

        // No debugger's or profiler's pipe in the scratch space.
        ["DOTNET_EnableDiagnostics"] = "0",

        // Each costs start-up time and gives a short-lived, boxed-in process nothing.
        ["DOTNET_EnableWriteXorExecute"] = "0",
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_gcServer"] = "0",

        // Where no cgroup tells the runtime its limits, as under bubblewrap; the same numbers everywhere.
        ["DOTNET_PROCESSOR_COUNT"] = Math.Max(1, (int)Math.Ceiling(limits.Cpus)).ToString(CultureInfo.InvariantCulture),
        ["DOTNET_GCHeapHardLimit"] = (((long)limits.MemoryMegabytes << 20) * 3 / 4).ToString("x", CultureInfo.InvariantCulture),
        ["TZ"] = "UTC",
    };
}
