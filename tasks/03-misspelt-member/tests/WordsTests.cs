using Texts;
using Xunit;

public class WordsTests
{
    [Theory]
    [InlineData("the quick brown fox", "quick")]
    [InlineData("one", "one")]
    [InlineData("", "")]
    public void The_first_of_the_longest_words_wins(string text, string expected) => Assert.Equal(expected, Words.Longest(text));
}
