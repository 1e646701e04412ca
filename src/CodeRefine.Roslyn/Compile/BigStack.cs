namespace CodeRefine.Roslyn.Compile;

/// <summary>Runs the compiler on a thread of its own with a large stack and a deadline: recursion in a compiler is as deep as its source.</summary>
internal static class BigStack
{
    private const int stackBytes = 256 << 20;

    /// <summary>How long work may go on after it was told to stop, before it is left behind. The compiler looks at its token between members.</summary>
    private static readonly TimeSpan grace = TimeSpan.FromSeconds(2);

    /// <summary>Runs <paramref name="work"/>; its token is cancelled at the deadline and by the caller.</summary>
    /// <exception cref="TimeoutException">The deadline passed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, T> work, TimeSpan deadline, TimeProvider time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var late = new CancellationTokenSource(deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var token = both.Token;
        var thread = new Thread(() => Run(work, done, token), stackBytes) { IsBackground = true, Name = "CodeRefine compiler" };
        thread.Start();
        try
        {
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (both.Token.Register(ended.SetResult))
            {
                await Task.WhenAny(done.Task, ended.Task);
            }

            return await done.Task.WaitAsync(done.Task.IsCompleted ? Timeout.InfiniteTimeSpan : grace, time, CancellationToken.None);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"The compiler did not end within {deadline.TotalSeconds:0.#} s.", e);
        }
    }

    private static void Run<T>(Func<CancellationToken, T> work, TaskCompletionSource<T> done, CancellationToken token)
    {
        try
        {
            done.SetResult(work(token));
        }
#pragma warning disable CA1031 // Nothing may leave a thread's top: the awaiter gets it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            done.SetException(e);
        }
    }
}
