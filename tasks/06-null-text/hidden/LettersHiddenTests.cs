using Texts;
using Xunit;

public class LettersHiddenTests
{
    [Theory]
    [InlineData("xX xX", 'X', 4)]
    [InlineData("abc", 'd', 0)]
    [InlineData("a b c", ' ', 2)]
    [InlineData("Ää", 'ä', 2)]
    public void Any_character_counts(string text, char letter, int expected) => Assert.Equal(expected, Letters.Count(text, letter));

    [Fact]
    public void A_missing_text_holds_no_other_letter_either() => Assert.Equal(0, Letters.Count(null, ' '));
}
