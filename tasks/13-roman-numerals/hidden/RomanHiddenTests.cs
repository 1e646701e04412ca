using Numerals;
using Xunit;

public class RomanHiddenTests
{
    [Theory]
    [InlineData(14, "XIV")]
    [InlineData(444, "CDXLIV")]
    [InlineData(999, "CMXCIX")]
    [InlineData(2024, "MMXXIV")]
    [InlineData(3999, "MMMCMXCIX")]
    public void Other_numbers_have_theirs(int number, string expected) => Assert.Equal(expected, Roman.From(number));

    [Fact]
    public void No_two_numbers_share_a_numeral() => Assert.Equal(3999, Enumerable.Range(1, 3999).Select(Roman.From).Distinct().Count());

    [Theory]
    [InlineData(-1)]
    [InlineData(4000)]
    public void What_is_out_of_range_is_refused(int number) => Assert.Throws<ArgumentOutOfRangeException>(() => Roman.From(number));
}
