using CodeRefine.Roslyn.Explain;

namespace CodeRefine.Roslyn.Tests.Explain;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("lenght", "Length,Count,Span", "Length")]
    [InlineData("count", "Count,account,counts", "Count")]
    [InlineData("items", "_items,item,times", "_items")]
    [InlineData("Size", "GetSize,Sine,Zeal", "Sine")]
    [InlineData("Frobnicate", "Add,Remove", null)]
    [InlineData("x", "y,z", null)]
    public void The_nearest_name_comes_first_and_none_where_none_is_near(string wanted, string offered, string? first)
    {
        Assert.Equal(first, NearestNames.Of(wanted, offered.Split(',')) is [var nearest, ..] ? nearest : null);
    }
}
