using People;
using Xunit;

public class NamesTests
{
    [Theory]
    [InlineData("ada lovelace", "A.L.")]
    [InlineData("Grace", "G.")]
    [InlineData("  alan   mathison turing ", "A.M.T.")]
    [InlineData("", "")]
    public void Each_word_gives_its_first_letter(string name, string expected) => Assert.Equal(expected, Names.Initials(name));
}
