// Reaches a type that it never names, from one nested in it.
// policy: reflection DeclaringType
// runtime: Crashed

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        typeof(Environment.SpecialFolder).DeclaringType!.GetMethod("Exit")!.Invoke(null, [0]);
        return 0;
    }
}
