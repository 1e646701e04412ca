// A signal that nothing can catch.
// policy: native-code DllImport
// runtime: Crashed

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        kill(getpid(), 9);
        return 0;
    }

    [System.Runtime.InteropServices.DllImport("libc")]
    private static extern int getpid();

    [System.Runtime.InteropServices.DllImport("libc")]
    private static extern int kill(int process, int signal);
}
