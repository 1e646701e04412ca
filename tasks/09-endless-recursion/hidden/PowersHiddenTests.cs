using Numbers;
using Xunit;

public class PowersHiddenTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 5, 0)]
    [InlineData(7, 1, 7)]
    [InlineData(10, 18, 1000000000000000000)]
    [InlineData(-1, 63, -1)]
    public void Other_powers_are_right_too(long x, int n, long expected) => Assert.Equal(expected, Powers.Of(x, n));

    [Fact]
    public void A_negative_exponent_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Powers.Of(2, -1));
}
