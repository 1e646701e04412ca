// Takes the locks that a reporter might need, and never gives them back.
// policy: none
// runtime: TimedOut

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        var held = new ManualResetEventSlim();
        new Thread(() =>
        {
            lock (Console.Out)
            {
                lock (typeof(Console))
                {
                    lock (typeof(object))
                    {
                        held.Set();
                        Thread.Sleep(Timeout.Infinite);
                    }
                }
            }
        }).Start();
        held.Wait();
        return 0;
    }
}
