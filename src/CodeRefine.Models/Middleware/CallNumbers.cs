namespace CodeRefine.Models.Middleware;

/// <summary>Numbers the model calls of a run, whichever model they go to. Safe for concurrent calls.</summary>
/// <param name="before">Calls that an interrupted part of the same run made.</param>
public sealed class CallNumbers(int before = 0)
{
    private int last = before;

    /// <summary>From 1.</summary>
    public int Next() => Interlocked.Increment(ref last);
}
