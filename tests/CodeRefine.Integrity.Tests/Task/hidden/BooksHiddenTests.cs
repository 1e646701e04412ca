using Xunit;

namespace Books.Tests;

public class BooksHiddenTests
{
    [Theory]
    [InlineData(6, new long[] { 1, 2, 3 })]
    [InlineData(0, new long[] { 7, -7 })]
    [InlineData(-1, new long[] { long.MinValue, long.MaxValue })]
    public void Any_entries_add_up(long expected, long[] entries) => Assert.Equal(expected, Ledger.Total(entries));

    [Fact]
    public void Sorting_keeps_doubles() => Assert.Equal([1, 1, 2], Sorting.Sorted([1, 2, 1]));
}
