namespace CodeRefine.TestHost.Hosting;

/// <summary>Waits for the runner on the main thread, whatever a candidate does to that thread.</summary>
internal static class Uninterrupted
{
    public static void Wait(Task running)
    {
        // A candidate that runs on this thread may have interrupted it: the wait after it is ours, and it throws.
        while (!running.IsCompleted)
        {
            try
            {
                running.Wait();
            }
            catch (ThreadInterruptedException)
            {
            }
            catch (AggregateException)
            {
                // Told below, as it is.
            }
        }

        running.GetAwaiter().GetResult();
    }
}
