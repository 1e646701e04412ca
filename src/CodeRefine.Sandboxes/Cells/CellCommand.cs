namespace CodeRefine.Sandboxes.Cells;

/// <summary>Arguments of a cell's first process.</summary>
internal static class CellCommand
{
    public static IReadOnlyList<string> Of(bool forkHosts) => forkHosts ? ["supervise", "--fork"] : ["supervise"];
}
