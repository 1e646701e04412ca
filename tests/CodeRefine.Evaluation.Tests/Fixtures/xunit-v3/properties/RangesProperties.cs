using CodeRefine.Properties;
using Xunit;

public class RangesProperties
{
    [Property]
    public void Direction_does_not_matter([Size(50)] int a, [Size(50)] int b) => Assert.Equal(Ranges.Length(a, b), Ranges.Length(b, a));
}
