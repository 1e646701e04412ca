// The callback runs where nobody waits for what it throws.
// file: Visits.cs
// policy: none
// runtime: CheckFailed

namespace Books;

public static class Visits
{
    public static void Each(IReadOnlyList<long> entries, Action<long> visit)
    {
        foreach (var entry in entries.Reverse())
        {
            var lost = Task.Run(() => visit(entry));
            ((IAsyncResult)lost).AsyncWaitHandle.WaitOne();
        }
    }
}
