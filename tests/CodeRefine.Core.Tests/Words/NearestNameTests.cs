using CodeRefine.Core.Words;

namespace CodeRefine.Core.Tests.Words;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("titel", "title")]
    [InlineData("TITLE", "title")]
    [InlineData("memroy", "memory")]
    [InlineData("dokcer", "docker")]
    [InlineData("atempts", "attempts")]
    [InlineData("bsh", "bash")]
    [InlineData("temprature", "temperature")]
    public void I_am_told_which_name_I_mistyped(string written, string meant) =>
        Assert.Equal(meant, NearestName.Of(written, ["title", "memory", "docker", "attempts", "bash", "temperature", "zsh", "time"]));

    [Theory]
    [InlineData("colour")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("tm")]
    public void I_get_no_guess_where_nothing_is_near(string written) => Assert.Null(NearestName.Of(written, ["title", "memory", "time"]));

    [Fact]
    public void A_word_without_end_costs_nothing() => Assert.Null(NearestName.Of(new string('t', 1_000_000), ["title"]));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Mistakes_are_counted(string one, string other, int mistakes)
    {
        Assert.Equal(mistakes, EditDistance.Between(one, other));
        Assert.Equal(mistakes, EditDistance.Between(other, one));
        Assert.Equal(Math.Min(mistakes, 2), EditDistance.Between(one, other, most: 1));
    }
}
