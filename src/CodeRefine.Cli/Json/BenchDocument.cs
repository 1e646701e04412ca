using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>bench verdict</c> prints: one run, on one machine; read the figures as ratios.</summary>
internal sealed record BenchDocument(string Problem, string Edited, int Rounds, IReadOnlyList<BenchRow> Rows, IReadOnlyList<BenchSandbox> Sandboxes)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/bench-verdict@2";
}

/// <param name="MedianMs">From the edit to the verdict, in milliseconds.</param>
/// <param name="P90Ms">Nine of ten are quicker.</param>
/// <param name="TimesFaster">Median of <c>dotnet test</c> with its build servers through this one's; 1 for itself, null where it did not run.</param>
internal sealed record BenchRow(string Path, double MedianMs, double MinMs, double P90Ms, int Rounds, double? TimesFaster);

/// <param name="VerdictsPerSecond">Sustained over seconds, of distinct candidates, as many at once as the sandbox takes.</param>
/// <param name="ToolCpuMs">Processor time a verdict in the tool: compiling for the most part.</param>
/// <param name="CellsCpuMs">Processor time a verdict in the sandbox: a host's start and warming up, the checks, the supervisor. Null where the kernel does not show it.</param>
/// <param name="HostMb">Resident memory of a waiting test host. Null where the kernel does not show it.</param>
/// <param name="ColdStartMs">A new process of the tool, one verdict, its end: the median.</param>
internal sealed record BenchSandbox(string Sandbox, double VerdictsPerSecond, double ToolCpuMs, double? CellsCpuMs, double ToolMb, double? HostMb, double ColdStartMs);
