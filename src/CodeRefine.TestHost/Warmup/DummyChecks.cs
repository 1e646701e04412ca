using CodeRefine.Properties;
using Xunit;
using Xunit.Abstractions;

namespace CodeRefine.TestHost.Warmup;

/// <summary>Checks that go every common way once: they pass, fail with a stack, run rows, wait, and write.</summary>
public sealed class DummyChecks(ITestOutputHelper output) : IClassFixture<DummyChecks.Fixture>, IDisposable
{
    internal static readonly string[] Tests = [nameof(Passes), nameof(Fails), nameof(HasRows)];
    internal static readonly string[] Waiting = [nameof(Waits)];
    internal static readonly string[] Properties = [nameof(Holds), nameof(Breaks)];

    public sealed class Fixture;

    public void Dispose() => output.WriteLine("");

    [Fact]
    public void Passes() => Assert.Equal("a", "a");

    [Fact]
    public void Fails() => Assert.Equal([1, 2], (int[])[1, 3]);

    [Fact]
    public async Task Waits()
    {
        await Task.Yield();
        Assert.Throws<InvalidOperationException>((Action)(() => throw new InvalidOperationException()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void HasRows(int row) => Assert.InRange(row, 1, 2);

    [Property(MaxTest = 2)]
    public bool Holds(string text, double number) => text is not null || number > 0;

    [Property(MaxTest = 5, StartSize = 10)]
    public void Breaks(int[] numbers) => Assert.True(numbers.Length < 2);
}
