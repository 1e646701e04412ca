using System.Collections.Concurrent;

namespace CodeRefine.Models.Tests;

/// <summary>Timers go off a hundred times as early; it remembers for how long they were set.</summary>
internal sealed class HastyTime : TimeProvider
{
    public ConcurrentBag<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime);
        return base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : dueTime / 100, period);
    }
}
