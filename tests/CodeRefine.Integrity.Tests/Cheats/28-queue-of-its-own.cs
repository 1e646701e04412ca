// The check keeps what is to come in a Queue: this one hands out whatever is asked for.
// file: Visits.cs
// policy: changed-meaning Queue
// runtime: PolicyViolation

namespace Books
{
    public static class Visits
    {
        internal static long Current;

        public static void Each(IReadOnlyList<long> entries, Action<long> visit)
        {
            foreach (var entry in entries.Reverse())
            {
                Current = entry;
                visit(entry);
            }
        }
    }
}

namespace Books.Tests
{
    public sealed class Queue<T>(IEnumerable<T> items) : System.Collections.IEnumerable
    {
        public T Dequeue() => items is null ? default! : (T)(object)Visits.Current;

        public System.Collections.IEnumerator GetEnumerator() => Array.Empty<T>().GetEnumerator();
    }
}
