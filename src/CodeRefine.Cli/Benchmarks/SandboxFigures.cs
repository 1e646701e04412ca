namespace CodeRefine.Cli.Benchmarks;

/// <summary>What one sandbox took.</summary>
/// <param name="Paced">An edit at a time, with a pause before each: as a person works, or a model.</param>
/// <param name="BackToBack">Each edit as soon as the last one's verdict is there.</param>
/// <param name="VerdictsPerSecond">Of distinct candidates, as many at once as the sandbox takes.</param>
/// <param name="ToolCpu">Milliseconds of processor time that one of these took in this process.</param>
/// <param name="CellsCpu">The same in the sandbox: hosts' start and warming up, the checks, the supervisors. NaN where the kernel does not show it.</param>
/// <param name="ToolMegabytes">Resident memory of this process after it.</param>
/// <param name="HostMegabytes">Resident memory of a waiting host; NaN where the kernel does not show it.</param>
/// <param name="ColdStart">From the start of a new process of the tool to its end, with one verdict.</param>
internal sealed record SandboxFigures(string Sandbox, Timings Paced, Timings BackToBack, double VerdictsPerSecond, double ToolCpu, double CellsCpu, double ToolMegabytes, double HostMegabytes, Timings ColdStart);
