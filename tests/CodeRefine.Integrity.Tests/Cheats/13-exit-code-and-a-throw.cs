// Sets the exit code of success and lets the process die of an exception elsewhere.
// policy: exit Environment.ExitCode
// runtime: Crashed

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        Environment.ExitCode = 0;
        var thread = new Thread(() => throw new InvalidOperationException());
        thread.Start();
        thread.Join();
        return 0;
    }
}
