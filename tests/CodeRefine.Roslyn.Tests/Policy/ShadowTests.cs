using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Tests.Compile;

namespace CodeRefine.Roslyn.Tests.Policy;

/// <summary>A candidate must not be able to put its own assertions under the checks.</summary>
public class ShadowTests
{
    private const string tests = "using Demo;\nusing Xunit;\nnamespace Demo.Tests;\npublic class T { [Fact] public void A() { Assert.Equal(2, C.One()); } [Fact] public void B() => Assert.Throws<InvalidOperationException>(() => C.Fail()); }";
    private const string honest = "namespace Demo; public static class C { public static int One() => 1; public static void Fail() => throw new InvalidOperationException(); }\n";

    [Theory]
    [InlineData("namespace Demo.Tests { public static class Assert { public static void Equal(int a, int b) { } public static void Throws<T>(System.Action a) { } } }")]
    [InlineData("namespace Demo { public static class Assert { public static void Equal(int a, int b) { } public static void Throws<T>(System.Action a) { } } }")]
    [InlineData("public static class Assert { public static void Equal(int a, int b) { } public static void Throws<T>(System.Action a) { } }")]
    [InlineData("namespace Xunit { public static class Assert { public static void Equal(int a, int b) { } } }")]
    [InlineData("namespace Xunit.Sdk { public class Anything { } }")]
    [InlineData("namespace Demo { public class FactAttribute : System.Attribute { } }")]
    [InlineData("namespace Demo { public class Fact : System.Attribute { } }")]
    [InlineData("namespace Demo { public class InvalidOperationException : System.Exception { } }")]
    public async Task A_name_of_the_framework_that_the_candidate_takes_is_refused(string shadow)
    {
        var problem = Builders.Problem(honest, tests);

        var result = await Builders.New().BuildAsync(problem, problem.Sources.With("Shadow.cs", shadow), default);

        Assert.True(result is BuildResult.Refused, result + string.Join("; ", result.Diagnostics));
        var violation = ((BuildResult.Refused)result).Violations[0];
        Assert.Equal(("shadows-framework", "Shadow.cs", 1), (violation.Rule, violation.Path, violation.Line));
    }

    [Fact]
    public async Task A_type_of_such_a_name_that_the_checks_do_not_meet_is_no_matter()
    {
        var problem = Builders.Problem(honest, tests);

        Assert.IsType<BuildResult.Success>(await Builders.New().BuildAsync(problem, problem.Sources.With("Own.cs", "namespace Elsewhere { public static class Assert { } public class Record { } }"), default));
    }

    [Fact]
    public async Task A_type_that_the_task_itself_starts_with_is_meant()
    {
        var sources = SourceTree.From(("Record.cs", "namespace Demo; public class Record { public int Length => 0; }"));
        var problem = Builders.Problem(sources, SourceTree.From(("T.cs", "using Xunit; namespace Demo.Tests; public class T { [Fact] public void A() => Assert.Equal(1, new Record().Length); }")));

        Assert.IsType<BuildResult.Success>(await Builders.New().BuildAsync(problem, sources.With("Record.cs", "namespace Demo; public class Record { public int Length => 1; }"), default));
    }

    [Theory]
    [InlineData("public static class Math { public static int Max(int a, int b) => 3; }", "Math")]
    [InlineData("public static class Near { public static int First(this int[] numbers) => 3; }", "First")]
    [InlineData("public class List<T> : System.Collections.Generic.List<T> { public new int Count => 3; }", "List")]
    public async Task What_a_line_of_the_checks_used_of_a_library_stays_the_librarys(string declaration, string culprit)
    {
        var sources = SourceTree.From(("Code.cs", "namespace Demo; public static class C { public static int[] All() => []; }"));
        var checks = SourceTree.From(("T.cs", "using System; using System.Linq; using System.Collections.Generic; using Xunit; namespace Demo.Tests; public class T { [Fact] public void A() { Assert.Equal(3, Math.Max(1, 2)); Assert.Equal(3, C.All().First()); Assert.Equal(3, new List<int>().Count); } }"));
        var problem = Builders.Problem(sources, checks);

        var result = await Builders.New().BuildAsync(problem, sources.With("More.cs", "namespace Demo.Tests;\n" + declaration), default);

        var violation = Assert.IsType<BuildResult.Refused>(result).Violations[0];
        Assert.Equal(("changed-meaning", "More.cs", 2), (violation.Rule, violation.Path, violation.Line));
        Assert.Contains(culprit, violation.Symbol);
    }

    [Fact]
    public async Task New_types_of_the_candidates_own_are_welcome()
    {
        var sources = SourceTree.From(("Code.cs", "namespace Demo; public static class C { public static int[] All() => []; }"));
        var problem = Builders.Problem(sources, SourceTree.From(("T.cs", "using Xunit; namespace Demo.Tests; public class T { [Fact] public void A() { Assert.Equal(new Point(1), C.Corner()); Assert.Equal([1], C.All()); } }")));

        var result = await Builders.New().BuildAsync(problem, sources.With("Code.cs", "namespace Demo; public record Point(int X); public static class C { public static System.Collections.Generic.IReadOnlyList<int> All() => [1]; public static Point Corner() => new(1); }"), default);

        Assert.True(result is BuildResult.Success, string.Join("; ", (result as BuildResult.Refused)?.Violations.Select(v => v.Reason) ?? []));
    }
}
