using People;
using Xunit;

public class NamesHiddenTests
{
    [Theory]
    [InlineData("élodie", "É.")]
    [InlineData("a b c d e", "A.B.C.D.E.")]
    [InlineData("   ", "")]
    [InlineData("x-ray yankee", "X.Y.")]
    public void Other_names_work_too(string name, string expected) => Assert.Equal(expected, Names.Initials(name));
}
