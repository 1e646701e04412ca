// Takes the method's address and calls that.
// policy: exit Environment.Exit
// runtime: Crashed

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        Action<int> leave = Environment.Exit;
        leave(0);
        return 0;
    }
}
