namespace CodeRefine.Evaluation.Running;

/// <summary>
/// How many may work at once: halved when the machine or a server says that it is full, one more after a stretch without such a word, and never more than memory
/// allows. Safe for concurrent calls.
/// </summary>
internal sealed class Throttle(int workers, long bytesPerWorker)
{
    private const int Stretch = 32;
    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource> waiting = [];
    private readonly int most = workers;
    private int limit = workers;
    private int working;
    private int good;

    public int Limit
    {
        get
        {
            lock (gate)
            {
                return limit;
            }
        }
    }

    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (gate)
        {
            if (working < Allowed())
            {
                working++;
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn);
        }

        await using (cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken)))
        {
            await turn.Task;
        }
    }

    public void Leave()
    {
        lock (gate)
        {
            working--;
            while (working < Allowed() && waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    working++;
                }
            }
        }
    }

    /// <summary>The machine or a server failed.</summary>
    public void Shrink()
    {
        lock (gate)
        {
            limit = Math.Max(1, limit / 2);
            good = 0;
        }
    }

    public void Succeeded()
    {
        lock (gate)
        {
            if (++good >= Stretch)
            {
                limit = Math.Min(most, limit + 1);
                good = 0;
            }
        }
    }

    // At least one goes on, so that somebody leaves and lets others in.
    private int Allowed() => working == 0 ? 1 : Math.Min(limit, working + (int)Math.Min(most, MachineMemory.Free() / Math.Max(1, bytesPerWorker)));
}
