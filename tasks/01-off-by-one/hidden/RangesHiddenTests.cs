using Sums;
using Xunit;

public class RangesHiddenTests
{
    [Theory]
    [InlineData(-5, -1, -15)]
    [InlineData(0, 0, 0)]
    [InlineData(int.MaxValue - 1, int.MaxValue, 4294967293)]
    [InlineData(3, 9, 42)]
    public void Any_range_adds_up(int first, int last, long expected) => Assert.Equal(expected, Ranges.Sum(first, last));

    [Fact]
    public void A_range_backwards_by_one_is_empty() => Assert.Equal(0, Ranges.Sum(8, 7));
}
