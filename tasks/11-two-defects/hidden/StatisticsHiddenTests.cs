using Numbers;
using Xunit;

public class StatisticsHiddenTests
{
    [Theory]
    [InlineData(new[] { 5, 4, 3 }, 3)]
    [InlineData(new[] { 3, 4, 5 }, 3)]
    [InlineData(new[] { 0, 0, int.MinValue }, int.MinValue)]
    public void The_smallest_may_stand_anywhere(int[] values, int expected) => Assert.Equal(expected, Statistics.Smallest(values));

    [Theory]
    [InlineData(new[] { -1, 1 }, 0)]
    [InlineData(new[] { 10, 0, 0 }, 10 / 3.0)]
    [InlineData(new[] { int.MaxValue, int.MaxValue }, int.MaxValue)]
    public void Every_value_weighs_the_same(int[] values, double expected) => Assert.Equal(expected, Statistics.Mean(values), 9);

    [Fact]
    public void Nothing_has_no_mean() => Assert.Throws<ArgumentException>(() => Statistics.Mean([]));
}
