using CodeRefine.Properties.Literals;

namespace CodeRefine.Properties.Tests;

public sealed class LiteralTests
{
    public static TheoryData<object?, string> Values => new()
    {
        { null, "null" }, { true, "true" }, { -3, "-3" }, { int.MinValue, "int.MinValue" }, { 5L, "5L" }, { 7ul, "7UL" }, { 0.1, "0.1" }, { 2.0, "2.0" }, { -0.0, "-0.0" },
        { double.NaN, "double.NaN" }, { float.NegativeInfinity, "float.NegativeInfinity" }, { 1.5f, "1.5f" }, { 1.50m, "1.50m" }, { 'x', "'x'" }, { '\'', @"'\''" }, { "a\"\n\u200b", "\"a\\\"\\n\\u200b\"" },
        { new[] { 1, 2 }, "[1, 2]" }, { new List<string> { "a" }, "[\"a\"]" }, { new Dictionary<string, int> { ["k"] = 1 }, "{ [\"k\"] = 1 }" }, { (1, "b"), "(1, \"b\")" },
        { new Point(1, 2), "new Point(1, 2)" }, { Colour.Green, "Colour.Green" }, { (Colour)9, "(Colour)9" }, { new Throwing(), "Throwing { InvalidOperationException }" },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void Values_read_as_in_code(object? value, string literal) => Assert.Equal(literal, Literal.Of(value));

    [Fact]
    public void Long_values_are_cut()
    {
        Assert.InRange(Literal.Of(Enumerable.Range(0, 1_000_000).ToList()).Length, 1000, 2001);
        Assert.InRange(Literal.Of(new string('x', 1_000_000)).Length, 1000, 2010);
    }

    private sealed class Throwing
    {
        public override string ToString() => throw new InvalidOperationException();
    }
}
