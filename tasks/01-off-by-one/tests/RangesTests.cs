using Sums;
using Xunit;

public class RangesTests
{
    [Theory]
    [InlineData(1, 3, 6)]
    [InlineData(1, 100, 5050)]
    [InlineData(4, 4, 4)]
    [InlineData(-2, 2, 0)]
    public void Both_ends_count(int first, int last, long expected) => Assert.Equal(expected, Ranges.Sum(first, last));

    [Fact]
    public void A_range_that_runs_backwards_is_empty() => Assert.Equal(0, Ranges.Sum(5, 1));
}
