namespace CodeRefine.Core.Problems;

/// <summary>What one run of a candidate's checks may use.</summary>
public sealed record Limits
{
    public static Limits Default { get; } = new();

    /// <summary>Longest time one check may run. Default 5 s, from 100 ms to 10 min.</summary>
    public TimeSpan CheckTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time the whole run of all checks may take. Default 60 s.</summary>
    public TimeSpan TotalTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Memory in mebibytes, managed and native together. Default 512, from 64 to 16,384.</summary>
    public int MemoryMegabytes { get; init; } = 512;

    /// <summary>Processor cores' worth of time. Default 1.</summary>
    public double Cpus { get; init; } = 1;

    /// <summary>Processes and threads together. Default 64.</summary>
    public int Processes { get; init; } = 64;

    /// <summary>Scratch space in mebibytes. Default 64.</summary>
    public int ScratchMegabytes { get; init; } = 64;

    /// <summary>Bytes that a candidate may write to its standard streams before it is stopped. Default 1 MiB.</summary>
    public int OutputBytes { get; init; } = 1 << 20;
}
