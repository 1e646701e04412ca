using CodeRefine.Core.Problems;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>What a cell is made with and can't change later. Cells of equal limits stand in for each other.</summary>
public sealed record CellLimits(int MemoryMegabytes, double Cpus, int Processes, int ScratchMegabytes)
{
    /// <summary>Room for the supervisor, and what hosts are forked from, beside the candidate, which the limits do not count.</summary>
    private const int SupervisorMegabytes = 224, SupervisorThreads = 40;

    public static CellLimits Of(Limits limits) => new(limits.MemoryMegabytes, limits.Cpus, limits.Processes, limits.ScratchMegabytes);

    /// <summary>What the kernel enforces around all of the cell. The supervisor's own, tighter watch over the candidate acts before it; this one holds also when that fails.</summary>
    public long OuterMemoryBytes => (long)(MemoryMegabytes + ScratchMegabytes + SupervisorMegabytes) << 20;

    public int OuterProcesses => Processes + SupervisorThreads;

    public long ScratchBytes => (long)ScratchMegabytes << 20;
}
