using System.Collections;

namespace CodeRefine.TestHost.Supervision;

/// <summary>How a host is started: this same program, with an environment of its own.</summary>
internal static class HostCommand
{
    // Only what the runtime itself needs to start and to keep its limits. Nothing else of this process's environment goes further.
    private static readonly string[] HandedOn = ["DOTNET_ROOT", "DOTNET_PROCESSOR_COUNT", "DOTNET_EnableWriteXorExecute", "LD_LIBRARY_PATH"];
    private const string HandedOnPrefix = "DOTNET_GC";

    /// <summary>Program and arguments.</summary>
    public static (string Program, string[] Arguments) Line(HostWarmth warmth)
    {
        var self = System.Environment.ProcessPath ?? throw new InvalidOperationException("The system does not say which program this is.");
        string[] arguments = ["host", .. warmth.ToArguments()];
        return (self, Path.GetFileNameWithoutExtension(self) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "CodeRefine.TestHost.dll"), .. arguments] : arguments);
    }

    public static IEnumerable<string> Environment(string? scratch)
    {
        var folder = scratch ?? Path.GetTempPath();
        return System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(e => e.Key is string name && (HandedOn.Contains(name) || name.StartsWith(HandedOnPrefix, StringComparison.Ordinal)))
            .Select(e => $"{e.Key}={e.Value}")
            .Concat(["PATH=/usr/bin:/bin", $"HOME={folder}", $"TMPDIR={folder}", "LANG=C.UTF-8", "TZ=UTC", "DOTNET_EnableDiagnostics=0", "DOTNET_NOLOGO=1"]);
    }
}
