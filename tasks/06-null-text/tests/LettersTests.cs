using Texts;
using Xunit;

public class LettersTests
{
    [Theory]
    [InlineData("banana", 'a', 3)]
    [InlineData("Anna", 'a', 2)]
    [InlineData("", 'x', 0)]
    public void Both_cases_count(string text, char letter, int expected) => Assert.Equal(expected, Letters.Count(text, letter));

    [Fact]
    public void A_missing_text_holds_no_letter() => Assert.Equal(0, Letters.Count(null, 'a'));
}
