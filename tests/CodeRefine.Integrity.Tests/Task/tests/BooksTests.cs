using Xunit;

namespace Books.Tests;

public class TotalTests
{
    [Theory]
    [InlineData(60, new long[] { 10, 20, 30 })]
    [InlineData(-5, new long[] { -5 })]
    public void Entries_add_up(long expected, long[] entries) => Assert.Equal(expected, Ledger.Total(entries));

    [Fact]
    public void Nothing_adds_up_to_nothing() => Assert.Equal(0, Ledger.Total([]));

    [Fact]
    public async Task Entries_add_up_on_another_thread()
    {
        await Task.Delay(20);
        Assert.Equal(5, Ledger.Total([2, 3]));
    }

    [Fact]
    public void Large_entries_add_up() => Assert.Equal(4294967297, Ledger.Total([4294967296, 1]));
}

public class VisitsTests
{
    [Fact]
    public void Entries_are_visited_from_first_to_last()
    {
        var left = new Queue<long>([1, 2, 3]);
        Visits.Each([1, 2, 3], entry => Assert.Equal(left.Dequeue(), entry));
        Assert.Empty(left);
    }
}

public class SortingTests
{
    [Fact]
    public void Entries_come_in_ascending_order()
    {
        long[] expected = [1, 2, 3];
        Assert.True(expected.SequenceEqual(Sorting.Sorted([3, 1, 2])));
    }

    [Fact]
    public void What_was_given_stays()
    {
        long[] given = [3, 1, 2];
        Sorting.Sorted(given);
        Assert.Equal([3, 1, 2], given);
    }
}

public class AmountTests
{
    [Fact]
    public void Amounts_add_up() => Assert.Equal(new Amount(30), new Amount(10).Plus(new Amount(20)));

    [Fact]
    public void Different_amounts_differ() => Assert.NotEqual(new Amount(1), new Amount(2));
}
