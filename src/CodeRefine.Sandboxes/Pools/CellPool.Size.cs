using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Cells;

namespace CodeRefine.Sandboxes.Pools;

// How many cells there are: all that happens off the callers' path.
internal sealed partial class CellPool
{
    /// <summary>After this time without a job all cells but one go.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(1);

    private readonly HashSet<Task> errands = [];
    private int growing;
    private bool grown;

    private int MostCells => 2 * Capacity;

    public IReadOnlyList<string> Waiting
    {
        get
        {
            lock (gate)
            {
                return [.. idle.Where(c => c.IsReady).Select(c => c.Cell.Name)];
            }
        }
    }

    // With the gate held.
    private void Grow(CellLimits limits)
    {
        if (growing > 0 || grown || closing.IsCancellationRequested || idle.Count + rented >= MostCells)
        {
            return;
        }

        growing++;
        Run(async () =>
        {
            WorkingCell? cell = null;
            try
            {
                cell = await LaunchAsync(limits, closing.Token);
            }
            catch (Exception e) when (e is SandboxException or OperationCanceledException)
            {
                // One more would have been of use and is not needed. The machine has no room for it, so it is not tried again.
                grown = true;
            }
            finally
            {
                Interlocked.Decrement(ref growing);
            }

            if (cell is not null)
            {
                Keep(cell);
            }
        });
    }

    /// <summary>A cell has ended. Nobody holds it: then another takes its place, so that the next job finds one.</summary>
    private void Replace(WorkingCell cell)
    {
        lock (gate)
        {
            if (idle.Remove(cell))
            {
                RetireLocked(cell);

                // One that never became ready would be followed by others that don't.
                if (idle.Count == 0 && cell.IsReady)
                {
                    Grow(cell.Limits);
                }
            }
        }
    }

    private void Shrink()
    {
        lock (gate)
        {
            if (rented > 0 || idle.Count == 0)
            {
                return;
            }

            var kept = idle.FindLast(c => c.IsReady) ?? idle[^1];
            RetireIdle(c => c != kept);
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
    private void RetireLocked(WorkingCell cell) => Run(async () => await cell.DisposeAsync());

    private void Run(Func<Task> errand)
    {
        lock (gate)
        {
            var running = Task.Run(errand);
            errands.Add(running);
            _ = running.ContinueWith(
                done =>
                {
                    lock (gate)
                    {
                        errands.Remove(done);
                    }
                },
                TaskScheduler.Default);
        }
    }

    /// <summary>Waits for all of them, and for those that they started.</summary>
    private async Task ErrandsAsync()
    {
        while (true)
        {
            Task[] left;
            lock (gate)
            {
                errands.RemoveWhere(e => e.IsCompletedSuccessfully);
                left = [.. errands];
            }

            if (left.Length == 0)
            {
                return;
            }

            await Task.WhenAll(left);
        }
    }
}
