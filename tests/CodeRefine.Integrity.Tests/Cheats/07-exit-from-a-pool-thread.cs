// A thread of the pool ends the process while the check waits for good.
// policy: exit Environment.Exit
// runtime: Crashed

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        ThreadPool.QueueUserWorkItem(_ => Environment.Exit(0));
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }
}
