using Numbers;
using Xunit;

public class LineHiddenTests
{
    [Theory]
    [InlineData(3, 5, 2)]
    [InlineData(-7, 8, 15)]
    [InlineData(-8, -7, 1)]
    [InlineData(0, 100, 100)]
    public void The_smaller_may_be_named_first(long a, long b, long expected) => Assert.Equal(expected, Line.Distance(a, b));
}
