using Searching;
using Xunit;

public class SearchTests
{
    [Fact]
    public void A_value_in_the_middle_is_found() => Assert.Equal(1, Search.IndexOf([2, 4, 6], 4));

    [Fact]
    public void The_first_value_is_found() => Assert.Equal(0, Search.IndexOf([2, 4, 6], 2));

    [Fact]
    public void The_last_value_is_found() => Assert.Equal(3, Search.IndexOf([1, 3, 5, 7], 7));

    [Fact]
    public void A_value_that_is_too_large_is_not_there() => Assert.Equal(-1, Search.IndexOf([2, 4, 6], 9));

    [Fact]
    public void A_value_that_is_too_small_is_not_there() => Assert.Equal(-1, Search.IndexOf([2, 4, 6], 1));

    [Fact]
    public void Nothing_holds_nothing() => Assert.Equal(-1, Search.IndexOf([], 1));
}
