using CodeRefine.Agent.Generated;
using CodeRefine.Core.Generated;

namespace CodeRefine.Agent.Tests.Generated;

public sealed class AnsweredChecksTests
{
    private static readonly Provenance source = new(Provenance.Model, "m");

    [Fact]
    public void Each_method_becomes_a_check_of_its_own_with_helpers_and_the_kind_that_it_says()
    {
        const string answer = """
            <think>public class Draft { [Fact] public void Not_this() { } }</think>
            Here they are:
            ```csharp
            using System.Text;
            namespace More;
            public class MoreProperties
            {
                private static int Twice(int x) => x * 2;
                public MoreProperties() { }
                // kind: oracle
                [Property] public bool One(int x) => Twice(x) == P.F(x);
                /// kind: Boundary
                [CodeRefine.Properties.PropertyAttribute] public void Two() => Xunit.Assert.Equal(0, P.F(0));
                [Fact] public void Three() => Xunit.Assert.Equal(2, P.F(1));
            }
            internal static class Helper { }
            ```
            ```text
            [Fact] public void Not_that() { }
            ```
            """;

        var checks = AnsweredChecks.Read(answer, GeneratedKind.Invariant, source);

        Assert.Equal([("One", GeneratedKind.Oracle), ("Two", GeneratedKind.Boundary), ("Three", GeneratedKind.Test)], checks.Select(c => (c.Title, c.Kind)));
        Assert.Equal(3, checks.Select(c => c.Id).Distinct().Count());
        Assert.All(checks, c =>
        {
            Assert.Contains($"class {c.Id}", c.Source, StringComparison.Ordinal);
            Assert.Contains($"public {c.Id}()", c.Source, StringComparison.Ordinal);
            Assert.Contains("Twice(int x)", c.Source, StringComparison.Ordinal);
            Assert.Contains("class Helper", c.Source, StringComparison.Ordinal);
            Assert.Contains("using System.Text;", c.Source, StringComparison.Ordinal);
            Assert.Equal(source, c.Provenance);
        });
        Assert.DoesNotContain("Three", checks[0].Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("No code at all.")]
    [InlineData("```csharp\npublic class A { [Fact] public void B( { ")]
    [InlineData("```csharp\nclass C<T> { [Fact] public void D() { } }\n```")]
    [InlineData("```csharp\n\0\u001b[31m)))}}}{{{\n```")]
    public void What_can_not_be_used_gives_nothing(string answer) => Assert.Empty(AnsweredChecks.Read(answer, GeneratedKind.Test, source));

    [Fact]
    public void Deeply_nested_and_endless_answers_are_left_out()
    {
        var deep = $"```csharp\npublic class A {{ [Fact] public void B() {{ var x = {new string('(', 15_000)}1; }} }}\n```";
        var many = string.Concat(Enumerable.Range(0, 500).Select(i => $"```csharp\npublic class A{i} {{ [Fact] public void B{i}() {{ }} }}\n```\n"));

        Assert.Empty(AnsweredChecks.Read(deep, GeneratedKind.Test, source));
        Assert.InRange(AnsweredChecks.Read(many, GeneratedKind.Test, source).Length, 1, 20);
    }
}
