using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Cells;

namespace CodeRefine.Sandboxes.Pools;

/// <summary>
/// Cells, each for one job at a time; started on demand, kept warm, replaced when they fail. At most <see cref="Capacity"/> run at once. Who
/// comes again before a cell has warmed its next host makes the pool grow to twice as many, so that another is warm; a pool that nobody uses
/// shrinks to one. Safe for concurrent calls.
/// </summary>
internal sealed partial class CellPool : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<WorkingCell> idle = [];
    private readonly ICellLauncher launcher;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim places;
    private readonly CancellationTokenSource closing = new();
    private readonly ITimer unused;
    private Task? prepared;
    private int rented;

    public CellPool(ICellLauncher launcher, int capacity, TimeProvider time)
    {
        this.launcher = launcher;
        this.time = time;
        Capacity = capacity;
        places = new SemaphoreSlim(capacity, capacity);
        unused = time.CreateTimer(_ => Shrink(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Capacity { get; }

    /// <summary>Gives a cell of these limits that is ready for a job, or waits for a place.</summary>
    /// <param name="fresh">One that has run nothing yet.</param>
    /// <exception cref="SandboxException">None can be started.</exception>
    public async Task<WorkingCell> RentAsync(CellLimits limits, bool fresh, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(closing.IsCancellationRequested, this);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing.Token);
        await places.WaitAsync(either.Token);
        Interlocked.Increment(ref rented);
        try
        {
            await PreparedAsync(either.Token);
            while (!fresh && TakeIdle(limits) is { } warm)
            {
                try
                {
                    await warm.ReadyAsync(either.Token);
                    return warm;
                }
                catch (SandboxException)
                {
                    // It died while nobody needed it; a new one takes its place.
                    Retire(warm);
                }
                catch (OperationCanceledException)
                {
                    Keep(warm);
                    throw;
                }
            }

            return await StartAsync(limits, either.Token);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Takes a cell back: to be used again, or to be thrown away where it failed or was to be used once.</summary>
    public void Return(WorkingCell cell, bool reuse)
    {
        if (reuse && cell.Healthy)
        {
            Keep(cell);
        }
        else
        {
            Retire(cell);
        }

        Leave();
    }

    /// <summary>Starts cells ahead of the first jobs.</summary>
    public async Task WarmAsync(CellLimits limits, int count, CancellationToken cancellationToken)
    {
        var cells = await Task.WhenAll(Enumerable.Range(0, Math.Min(count, Capacity)).Select(_ => RentAsync(limits, fresh: false, cancellationToken)));
        foreach (var cell in cells)
        {
            Return(cell, reuse: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await unused.DisposeAsync();

        // Who holds a cell gives it back on its way out.
        for (var place = 0; place < Capacity; place++)
        {
            await places.WaitAsync(TimeSpan.FromSeconds(30));
        }

        RetireIdle(_ => true);
        await ErrandsAsync();
        await launcher.DisposeAsync();
    }

    private Task PreparedAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            // One for all, and again after a failure: an engine that was down may be up now.
            if (prepared is null or { IsFaulted: true } or { IsCanceled: true })
            {
                prepared = launcher.PrepareAsync(closing.Token);
            }

            return prepared.WaitAsync(cancellationToken);
        }
    }

    /// <summary>One that is ready, of these the last used; else the one that has been warming up longest, and then one more is started for whoever comes next.</summary>
    private WorkingCell? TakeIdle(CellLimits limits)
    {
        lock (gate)
        {
            var cell = idle.FindLast(c => c.Limits == limits && c.IsReady) ?? idle.Find(c => c.Limits == limits);
            if (cell is null)
            {
                return null;
            }

            idle.Remove(cell);
            if (!cell.IsReady)
            {
                Grow(limits);
            }

            return cell;
        }
    }

    private void Keep(WorkingCell cell)
    {
        cell.Begin();
        lock (gate)
        {
            if (!closing.IsCancellationRequested && !cell.Cell.Ended.IsCompleted)
            {
                idle.Add(cell);
                unused.Change(IdleTime, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Retire(cell);
    }

    private async Task<WorkingCell> StartAsync(CellLimits limits, CancellationToken cancellationToken)
    {
        // Idle cells of other limits make room: the machine holds at most as many as there are to be.
        lock (gate)
        {
            while (idle.Count > 0 && idle.Count + rented + growing > MostCells)
            {
                RetireLocked(idle[0]);
                idle.RemoveAt(0);
            }
        }

        return await LaunchAsync(limits, cancellationToken);
    }

    private async Task<WorkingCell> LaunchAsync(CellLimits limits, CancellationToken cancellationToken)
    {
        var cell = new WorkingCell(await launcher.LaunchAsync(limits, cancellationToken), limits, time);
        try
        {
            await cell.ReadyAsync(cancellationToken);
            _ = cell.Cell.Ended.ContinueWith(_ => Replace(cell), TaskScheduler.Default);
            return cell;
        }
        catch
        {
            Retire(cell);
            throw;
        }
    }

    private void Leave()
    {
        Interlocked.Decrement(ref rented);
        places.Release();
    }
}
