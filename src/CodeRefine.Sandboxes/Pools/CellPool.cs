using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Cells;

namespace CodeRefine.Sandboxes.Pools;

/// <summary>At most so many cells, each for one job at a time; started on demand, kept warm, replaced when they fail. Safe for concurrent calls.</summary>
internal sealed class CellPool(ICellLauncher launcher, int capacity, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<WorkingCell> idle = [];
    private readonly HashSet<Task> retiring = [];
    private readonly SemaphoreSlim places = new(capacity, capacity);
    private readonly CancellationTokenSource closing = new();
    private Task? prepared;
    private int rented;

    public int Capacity => capacity;

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
                    Retire(warm);
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
        if (reuse && cell.Healthy && !closing.IsCancellationRequested)
        {
            lock (gate)
            {
                idle.Add(cell);
            }
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
        var cells = await Task.WhenAll(Enumerable.Range(0, Math.Min(count, capacity)).Select(_ => RentAsync(limits, fresh: false, cancellationToken)));
        foreach (var cell in cells)
        {
            Return(cell, reuse: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();

        // Who holds a cell gives it back on its way out.
        for (var place = 0; place < capacity; place++)
        {
            await places.WaitAsync(TimeSpan.FromSeconds(30));
        }

        RetireIdle(_ => true);
        Task[] left;
        lock (gate)
        {
            left = [.. retiring];
        }

        await Task.WhenAll(left);
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

    private WorkingCell? TakeIdle(CellLimits limits)
    {
        lock (gate)
        {
            var found = idle.FindLastIndex(c => c.Limits == limits);
            if (found < 0)
            {
                return null;
            }

            var cell = idle[found];
            idle.RemoveAt(found);
            return cell;
        }
    }

    private async Task<WorkingCell> StartAsync(CellLimits limits, CancellationToken cancellationToken)
    {
        // Idle cells of other limits make room: the machine holds at most as many as there are places.
        lock (gate)
        {
            while (idle.Count > 0 && idle.Count + rented > capacity)
            {
                RetireLocked(idle[0]);
                idle.RemoveAt(0);
            }
        }

        var cell = new WorkingCell(await launcher.LaunchAsync(limits, cancellationToken), limits, time);
        try
        {
            await cell.ReadyAsync(cancellationToken);
            return cell;
        }
        catch
        {
            Retire(cell);
            throw;
        }
    }

    private void RetireIdle(Func<WorkingCell, bool> which)
    {
        lock (gate)
        {
            foreach (var cell in idle.Where(which).ToList())
            {
                idle.Remove(cell);
                RetireLocked(cell);
            }
        }
    }

    private void Retire(WorkingCell cell)
    {
        lock (gate)
        {
            RetireLocked(cell);
        }
    }

    // Off the caller's path: taking a container down takes as long as many verdicts.
    private void RetireLocked(WorkingCell cell)
    {
        var going = Task.Run(async () => await cell.DisposeAsync());
        retiring.Add(going);
        _ = going.ContinueWith(
            done =>
            {
                lock (gate)
                {
                    retiring.Remove(done);
                }
            },
            TaskScheduler.Default);
    }

    private void Leave()
    {
        Interlocked.Decrement(ref rented);
        places.Release();
    }
}
