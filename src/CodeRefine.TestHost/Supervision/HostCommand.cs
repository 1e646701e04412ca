using System.Collections;

namespace CodeRefine.TestHost.Supervision;

/// <summary>How a host is started: this same program, with an environment of its own.</summary>
internal static class HostCommand
{
    // Only what the runtime itself needs to start and to keep its limits. Nothing else of this process's environment goes further.
    private static readonly string[] HandedOn = ["DOTNET_ROOT", "DOTNET_PROCESSOR_COUNT", WriteXorExecute, "LD_LIBRARY_PATH"];
    private const string WriteXorExecute = "DOTNET_EnableWriteXorExecute", TieredCompilation = "DOTNET_TieredCompilation", FirstGeneration = "DOTNET_GCgen0size";
    public const string Host = "host", Mould = "mould";
    private const string HandedOnPrefix = "DOTNET_GC";

    /// <summary>Program and arguments.</summary>
    /// <param name="role"><see cref="Host"/> or <see cref="Mould"/>.</param>
    public static (string Program, string[] Arguments) Line(string role, HostWarmth warmth)
    {
        var self = System.Environment.ProcessPath ?? throw new InvalidOperationException("The system does not say which program this is.");
        string[] arguments = [role, .. warmth.ToArguments()];
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

    /// <summary>
    /// As a host's, and: each method is compiled once and well, since compiling it again is the work of a thread that a copy would not have; and
    /// code is written where it runs, since the runtime's other way maps memory that copies of the process would share. A usual job allocates
    /// less than the first generation holds: a collection would write to every page that it looks at, and make each a copy.
    /// </summary>
    public static IEnumerable<string> MouldEnvironment(string? scratch) =>
        Environment(scratch).Where(e => !e.StartsWith(WriteXorExecute, StringComparison.Ordinal)).Concat([TieredCompilation + "=0", WriteXorExecute + "=0", FirstGeneration + "=1000000"]);

    /// <summary>In a mould, which has started with them: its hosts show a candidate the variables that any host shows.</summary>
    public static void ForgetMouldSettings()
    {
        System.Environment.SetEnvironmentVariable(TieredCompilation, null);
        System.Environment.SetEnvironmentVariable(FirstGeneration, null);
    }
}
