using CodeRefine.Agent.Memory;
using CodeRefine.Core.Problems;

namespace CodeRefine.Agent.Tests.Memory;

public sealed class FixKindTests
{
    private const string Before = """
        public class Sums
        {
            public int Of(int[] numbers, int from)
            {
                int sum = 0;
                for (int i = from; i < numbers.Length; i++)
                {
                    sum = Plus(sum, numbers[i]);
                }

                return sum + 1;
            }

            private static int Plus(int a, int b) => a + b;
        }
        """;

    [Theory]
    [InlineData("change a condition", "i < numbers.Length", "i <= numbers.Length")]
    [InlineData("change a condition", "i < numbers.Length", "i < numbers.Length - 1")]
    [InlineData("change a literal", "int sum = 0", "int sum = 1")]
    [InlineData("change an operator", "sum + 1", "sum - 1")]
    [InlineData("change arguments", "Plus(sum, numbers[i])", "Plus(sum, numbers[i - 1])")]
    [InlineData("change what is assigned", "sum = Plus(sum, numbers[i])", "sum = numbers[i]")]
    [InlineData("change what is returned", "return sum + 1", "return sum")]
    [InlineData("add a guard", "int sum = 0;", "int sum = 0; if (numbers.Length == 0) return 0;")]
    [InlineData("add a statement", "int sum = 0;", "int sum = 0; Plus(1, 2);")]
    [InlineData("add a using", "public class Sums", "using System.Linq; public class Sums")]
    [InlineData("add a member", "private static", "private static int Minus(int a, int b) => a - b; private static")]
    [InlineData("change several places", "sum + 1;", "sum; } private int Other() { return 2;")]
    public void The_kind_of_a_change_is_told_by_what_it_touches(string kind, string from, string to)
    {
        Assert.Contains(from, Before, StringComparison.Ordinal);

        Assert.Equal(kind, FixKind.Of(SourceTree.From(("Sums.cs", Before)), SourceTree.From(("Sums.cs", Before.Replace(from, to)))));
    }

    [Fact]
    public void Changes_in_two_files_are_several_places() => Assert.Equal(
        FixKind.Several,
        FixKind.Of(SourceTree.From(("A.cs", Before), ("B.cs", Before)), SourceTree.From(("A.cs", Before.Replace("sum + 1", "sum")), ("B.cs", Before.Replace("= 0", "= 1")))));
}
