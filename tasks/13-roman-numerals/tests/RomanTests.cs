using Numerals;
using Xunit;

public class RomanTests
{
    [Theory]
    [InlineData(1, "I")]
    [InlineData(3, "III")]
    [InlineData(4, "IV")]
    [InlineData(9, "IX")]
    [InlineData(27, "XXVII")]
    [InlineData(48, "XLVIII")]
    [InlineData(1990, "MCMXC")]
    public void A_number_has_its_numeral(int number, string expected) => Assert.Equal(expected, Roman.From(number));

    [Fact]
    public void Zero_has_none() => Assert.Throws<ArgumentOutOfRangeException>(() => Roman.From(0));
}
