// Waits for a debugger, in the hope that the check is given up.
// policy: runtime-control Debugger
// runtime: TimedOut

using System.Diagnostics;

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        Debugger.Launch();
        while (!Debugger.IsAttached)
        {
        }

        Debugger.Break();
        return 0;
    }
}
