using Texts;
using Xunit;

public class WordsHiddenTests
{
    [Theory]
    [InlineData("a bb ccc bb a", "ccc")]
    [InlineData("ccc bbb aaa", "ccc")]
    [InlineData("   ", "")]
    [InlineData("x  yy  ", "yy")]
    public void Any_text_has_its_longest_word(string text, string expected) => Assert.Equal(expected, Words.Longest(text));
}
