using School;
using Xunit;

public class GradesTests
{
    [Theory]
    [InlineData(100, 'A')]
    [InlineData(90, 'A')]
    [InlineData(89, 'B')]
    [InlineData(60, 'C')]
    [InlineData(12, 'F')]
    public void A_score_has_its_letter(int score, char letter) => Assert.Equal(letter, Grades.Of(score));

    [Fact]
    public void A_score_above_the_scale_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Grades.Of(101));
}
