// Two references in one place: a window into another object's memory, without the word unsafe.
// policy: native-code FieldOffset
// runtime: CheckFailed

using System.Runtime.InteropServices;

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        var union = new Union { Writer = Console.Out };
        union.Window!.First = 0;
        return 0;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Union
    {
        [FieldOffset(0)] public TextWriter Writer;
        [FieldOffset(0)] public Window? Window;
    }

    private sealed class Window
    {
        public long First;
    }
}
