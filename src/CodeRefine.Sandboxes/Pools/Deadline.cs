namespace CodeRefine.Sandboxes.Pools;

/// <summary>A token that is cancelled by the caller or by the clock, and that knows which it was.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource clock;
    private readonly CancellationTokenSource either;
    private readonly CancellationToken caller;

    public Deadline(TimeSpan after, TimeProvider time, CancellationToken caller)
    {
        this.caller = caller;
        clock = new CancellationTokenSource(after, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, caller);
    }

    public CancellationToken Token => either.Token;
    public bool Passed => clock.IsCancellationRequested && !caller.IsCancellationRequested;

    public void Dispose()
    {
        either.Dispose();
        clock.Dispose();
    }
}
