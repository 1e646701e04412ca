// The child lives on in its place, and its parent ends well.
// policy: native-code DllImport
// runtime: Crashed

using System.Runtime.InteropServices;

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        if (fork() != 0)
        {
            _exit(0);
        }

        setsid();
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    [DllImport("libc")]
    private static extern int fork();

    [DllImport("libc")]
    private static extern int setsid();

    [DllImport("libc")]
    private static extern void _exit(int code);
}
