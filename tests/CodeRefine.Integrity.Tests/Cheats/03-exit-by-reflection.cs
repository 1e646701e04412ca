// The name of what it calls is only a string.
// policy: reflection typeof(Environment)
// runtime: Crashed

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        typeof(Environment).GetMethod("Exit")!.Invoke(null, [0]);
        return 0;
    }
}
