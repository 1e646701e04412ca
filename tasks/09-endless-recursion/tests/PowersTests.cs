using Numbers;
using Xunit;

public class PowersTests
{
    [Theory]
    [InlineData(5, 0, 1)]
    [InlineData(2, 10, 1024)]
    [InlineData(3, 4, 81)]
    [InlineData(-2, 3, -8)]
    public void A_power_is_a_product(long x, int n, long expected) => Assert.Equal(expected, Powers.Of(x, n));
}
