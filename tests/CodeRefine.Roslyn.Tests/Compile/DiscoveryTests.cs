using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;

namespace CodeRefine.Roslyn.Tests.Compile;

public class DiscoveryTests
{
    [Fact]
    public async Task Inherited_nested_and_derived_checks_are_found_under_the_names_that_xunit_gives_them()
    {
        var found = await Find("""
            using Xunit;
            namespace Demo.Tests;
            public abstract class Contract<T> where T : new()
            {
                [Fact] public void Makes() => Assert.NotNull(new T());
                [Fact] public virtual void Changes() { }
                [Fact(Skip = "not yet")] public void Waits() { }
            }
            public class IntContract : Contract<int> { public override void Changes() { } }
            public class DateContract : Contract<System.DateTime> { [Fact] public void Own() { } }
            public class Outer { public class Inner { [Fact] public void Deep() { } } private class Hidden { [Fact] public void No() { } } }
            public class Open<T> { [Fact] public void Never() { } }
            public static class Statics { [Slow] static void Private() { } [InlineData(1)] static void NoFact(int x) { } }
            public sealed class SlowAttribute : FactAttribute { }
            """);

        Assert.Equal(
            [
                "Demo.Tests.IntContract.Changes", "Demo.Tests.IntContract.Makes", "Demo.Tests.IntContract.Waits",
                "Demo.Tests.DateContract.Own", "Demo.Tests.DateContract.Makes", "Demo.Tests.DateContract.Changes", "Demo.Tests.DateContract.Waits",
                "Demo.Tests.Outer+Inner.Deep",
                "Demo.Tests.Statics.Private",
            ],
            found.Select(c => c.Id).ToList());
        Assert.Equal(["not yet", "not yet"], found.Where(c => c.Name == "Waits").Select(c => c.SkipReason).ToList());
        Assert.Equal(5, found.First(c => c.Name == "Makes").Line);
    }

    [Fact]
    public async Task Properties_are_told_from_tests()
    {
        var found = await Find("using Xunit; public class P { [CodeRefine.Properties.Property] public bool Holds(int x) => x == x; [Fact] public void Test() { } }");

        Assert.Equal([("P.Holds", CheckKind.Property), ("P.Test", CheckKind.Test)], found.Select(c => (c.Id, c.Kind)).ToList());
    }

    [Fact]
    public async Task A_text_that_looks_like_a_test_is_none()
    {
        var found = await Find("""
            public class P
            {
                // [Xunit.Fact] public void Comment() { }
                const string Text = "[Fact] public void Literal() { }";
            #if NEVER
                [Xunit.Fact] public void Excluded() { }
            #endif
                [Xunit.FactAttribute] public void Real() { }
            }
            """);

        Assert.Equal(["P.Real"], found.Select(c => c.Id).ToList());
    }

    [Fact]
    public async Task Check_files_need_no_using_of_xunit_when_none_of_them_has_one()
    {
        var found = await Find("public class P { [Fact] public void A() => Assert.True(true); }");

        Assert.Single(found);
    }

    private static async Task<IReadOnlyList<Check>> Find(string checks)
    {
        var problem = Builders.Problem(SourceTree.From(("Code.cs", "public class C { }")), SourceTree.From(("tests/Tests.cs", checks)));
        var result = await new RoslynBuilder(Builders.References).BuildAsync(problem, problem.Sources, default);
        return Assert.IsType<BuildResult.Success>(result).Checks;
    }
}
