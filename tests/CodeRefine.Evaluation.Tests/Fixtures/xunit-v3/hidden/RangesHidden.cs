using Xunit;

public class RangesHidden
{
    [Theory, InlineData(10, 20, 11), InlineData(-5, 5, 11)]
    public void Counts(int from, int to, int length) => Assert.Equal(length, Ranges.Length(from, to));
}
