namespace CodeRefine.Sandboxes.Cells;

/// <summary>A started supervisor with a wall around it.</summary>
public interface ICell : IAsyncDisposable
{
    /// <summary>For people: a container's short id, a process's number.</summary>
    string Name { get; }

    /// <summary>The supervisor's standard input. Closing it ends the cell.</summary>
    Stream Input { get; }

    /// <summary>The supervisor's standard output.</summary>
    Stream Output { get; }

    /// <summary>The last of what the supervisor and the launcher said on standard error.</summary>
    string Errors { get; }

    /// <summary>Completes when the cell has ended, and tells how. Never faults.</summary>
    Task<CellEnd> Ended { get; }

    /// <summary>Ends it at once, with all that runs in it.</summary>
    Task KillAsync();
}

/// <param name="ExitCode">Of the first process: 137 where it was killed; null where nobody can tell.</param>
/// <param name="OutOfMemory">The kernel ended a process of the cell for want of memory, as far as the launcher can tell.</param>
public sealed record CellEnd(int? ExitCode, bool OutOfMemory);
