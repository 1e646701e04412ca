// Overwrites its input, from which the check computes what it expects.
// file: Sorting.cs
// policy: none
// runtime: CheckFailed

namespace Books;

public static class Sorting
{
    public static long[] Sorted(long[] entries)
    {
        Array.Clear(entries);
        return entries;
    }
}
