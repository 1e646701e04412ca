using Numbers;
using Xunit;

public class StatisticsTests
{
    [Fact]
    public void The_smallest_value_is_found() => Assert.Equal(-1, Statistics.Smallest([3, -1, 2]));

    [Fact]
    public void The_smallest_of_one_is_itself() => Assert.Equal(4, Statistics.Smallest([4]));

    [Fact]
    public void The_mean_lies_in_the_middle() => Assert.Equal(2.5, Statistics.Mean([1, 2, 3, 4]));

    [Fact]
    public void The_mean_of_one_is_itself() => Assert.Equal(9, Statistics.Mean([9]));

    [Fact]
    public void Nothing_has_no_smallest() => Assert.Throws<ArgumentException>(() => Statistics.Smallest([]));
}
