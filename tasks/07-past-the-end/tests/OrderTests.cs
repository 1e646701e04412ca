using Sorting;
using Xunit;

public class OrderTests
{
    [Fact]
    public void Rising_values_are_in_order() => Assert.True(Order.IsAscending([1, 2, 5]));

    [Fact]
    public void Equal_neighbours_are_in_order() => Assert.True(Order.IsAscending([2, 2, 3]));

    [Fact]
    public void A_fall_at_the_end_is_found() => Assert.False(Order.IsAscending([1, 3, 2]));

    [Fact]
    public void A_fall_at_the_start_is_found() => Assert.False(Order.IsAscending([3, 1, 2]));

    [Fact]
    public void A_single_value_is_in_order() => Assert.True(Order.IsAscending([7]));
}
