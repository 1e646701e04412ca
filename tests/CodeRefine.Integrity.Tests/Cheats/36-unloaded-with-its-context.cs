// Unloads what it can, so that nobody is left to report.
// policy: assembly-loading AssemblyLoadContext
// runtime: CheckFailed

using System.Runtime.Loader;

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        foreach (var context in AssemblyLoadContext.All)
        {
            try
            {
                context.Unload();
            }
            catch (InvalidOperationException)
            {
                // The default one does not go.
            }
        }

        return 0;
    }
}
