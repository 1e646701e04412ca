// Runs before any type of the candidate is touched.
// policy: module-initializer ModuleInitializer
// runtime: Crashed

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        return 0;
    }

    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void First() => Environment.Exit(0);
}
