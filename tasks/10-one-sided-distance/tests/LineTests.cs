using Numbers;
using Xunit;

public class LineTests
{
    [Theory]
    [InlineData(5, 3, 2)]
    [InlineData(4, 4, 0)]
    [InlineData(1, -1, 2)]
    public void A_distance_is_a_difference(long a, long b, long expected) => Assert.Equal(expected, Line.Distance(a, b));
}
