using School;
using Xunit;

public class GradesHiddenTests
{
    [Theory]
    [InlineData(75, 'B')]
    [InlineData(74, 'C')]
    [InlineData(59, 'F')]
    [InlineData(0, 'F')]
    public void The_bounds_belong_to_the_better_letter(int score, char letter) => Assert.Equal(letter, Grades.Of(score));

    [Fact]
    public void A_negative_score_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Grades.Of(-1));
}
