using Sorting;
using Xunit;

public class OrderHiddenTests
{
    [Fact]
    public void Nothing_is_in_order() => Assert.True(Order.IsAscending([]));

    [Fact]
    public void Two_values_are_compared() => Assert.False(Order.IsAscending([2, 1]));

    [Fact]
    public void A_fall_in_the_middle_is_found() => Assert.False(Order.IsAscending([1, 2, 9, 3, 10, 11]));

    [Fact]
    public void Negative_values_rise_too() => Assert.True(Order.IsAscending([-5, -4, -4, 0]));
}
