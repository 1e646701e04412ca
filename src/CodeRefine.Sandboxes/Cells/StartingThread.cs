using System.Collections.Concurrent;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>
/// One thread that starts every child process and never ends. "Die with the parent" (prctl(2), PR_SET_PDEATHSIG) means the thread that made the
/// child: started from the thread pool, a cell would be killed whenever the pool lets that thread go.
/// </summary>
internal static class StartingThread
{
    private static readonly BlockingCollection<Action> Work = Begin();

    /// <summary>Runs <paramref name="start"/> on that thread and waits for it; what it throws is thrown here.</summary>
    public static T Run<T>(Func<T> start)
    {
        var done = new TaskCompletionSource<T>();
        Work.Add(() =>
        {
            try
            {
                done.SetResult(start());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> Begin()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var action in work.GetConsumingEnumerable())
            {
                action();
            }
        })
        { IsBackground = true, Name = "coderefine-cells" }.Start();
        return work;
    }
}
