using System.Reflection;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Tests.Compile;

public class WarmRebuildTests
{
    private const string tests = "using Xunit; public class Tests { [Fact] public void A() => Assert.Equal(3, First.Value + Second.Value); }";
    private static readonly SourceTree start = SourceTree.From(("First.cs", "public static class First { public static int Value => 1; }"), ("Second.cs", "public static class Second { public static int Value => 1; }"));

    [Fact]
    public async Task Each_edit_is_in_the_next_assembly_and_nothing_of_the_one_before()
    {
        var problem = Builders.Problem(start, SourceTree.From(("tests/T.cs", tests)));
        var builder = Builders.New();

        Assert.Equal((1, 1), await Values(builder, problem, start));
        var first = start.With("First.cs", "public static class First { public static int Value => 7; }");
        Assert.Equal((7, 1), await Values(builder, problem, first));
        Assert.Equal((7, 5), await Values(builder, problem, first.With("Second.cs", "public static class Second { public static int Value => 5; }")));
        Assert.Equal((1, 1), await Values(builder, problem, start));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_gone_and_one_that_came_is_there()
    {
        var problem = Builders.Problem(start, SourceTree.From(("tests/T.cs", tests)));
        var builder = Builders.New();
        await Values(builder, problem, start);

        var failed = Assert.IsType<BuildResult.Failure>(await builder.BuildAsync(problem, start.Without("Second.cs"), default));
        Assert.Equal((FailedPart.ChecksAgainstCandidate, "CS0103"), (failed.Part, failed.Diagnostics[0].Id));

        Assert.Equal((1, 9), await Values(builder, problem, start.Without("Second.cs").With("Moved.cs", "public static class Second { public static int Value => 9; }")));
    }

    [Fact]
    public async Task A_warm_build_gives_the_bytes_that_a_cold_one_gives()
    {
        var problem = Builders.Problem(start, SourceTree.From(("tests/T.cs", tests)));
        var warm = Builders.New();
        await warm.BuildAsync(problem, start.Without("First.cs").With("A.cs", "public static class First { public static int Value => 2; }"), default);

        var again = Assert.IsType<BuildResult.Success>(await warm.BuildAsync(problem, start, default));
        var cold = Assert.IsType<BuildResult.Success>(await Builders.New().BuildAsync(problem, start, default));

        Assert.Equal(cold.Candidate.Pe.AsSpan(), again.Candidate.Pe.AsSpan());
        Assert.Equal(cold.ChecksImage.Pe.AsSpan(), again.ChecksImage.Pe.AsSpan());
    }

    [Fact]
    public async Task Checks_are_compiled_anew_when_what_they_see_of_the_candidate_changes()
    {
        const string sees = "using Xunit; public class Tests { [Fact] public void A() => Assert.Equal(1, C.Limit); }";
        var problem = Builders.Problem(SourceTree.From(("C.cs", "public static class C { public const int Limit = 1; }")), SourceTree.From(("tests/T.cs", sees)));
        var builder = Builders.New();

        var before = Assert.IsType<BuildResult.Success>(await builder.BuildAsync(problem, problem.Sources, default));
        var body = Assert.IsType<BuildResult.Success>(await builder.BuildAsync(problem, problem.Sources.With("D.cs", "class D { private int x = 5; public int X => x; }"), default));
        var constant = Assert.IsType<BuildResult.Success>(await builder.BuildAsync(problem, problem.Sources.With("C.cs", "public static class C { public const int Limit = 2; }"), default));

        Assert.Equal(before.ChecksImage.Pe.AsSpan(), body.ChecksImage.Pe.AsSpan());
        Assert.False(before.ChecksImage.Pe.AsSpan().SequenceEqual(constant.ChecksImage.Pe.AsSpan()), "A constant is compiled into the checks.");
    }

    [Fact]
    public async Task Many_builds_at_once_give_each_its_own()
    {
        var problem = Builders.Problem(start, SourceTree.From(("tests/T.cs", tests)));
        var builder = Builders.New();

        var values = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Values(builder, problem, start.With("First.cs", $"public static class First {{ public static int Value => {i}; }}"))));

        Assert.Equal(Enumerable.Range(0, 12).Select(i => (i, 1)), values);
    }

    [Fact]
    public async Task Semantic_questions_can_be_asked_of_the_compilation_that_was_built()
    {
        var problem = Builders.Problem(start, SourceTree.From(("tests/T.cs", tests)));
        var builder = Builders.New();

        var candidate = await builder.CandidateCompilationAsync(problem, start, default);
        var checks = await builder.ChecksCompilationAsync(problem, start, default);

        Assert.Same(candidate, await builder.CandidateCompilationAsync(problem, start, default));
        var used = checks.GetTypeByMetadataName("First")!;
        Assert.Equal("First.cs", SourcePaths.ToTreePath(used.Locations[0].SourceTree));
        Assert.DoesNotContain(checks.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
    }

    [Fact]
    public async Task Settings_are_those_of_an_SDK_project()
    {
        const string uses = "using Xunit; public class T { [Fact] public void A() => Assert.NotNull(new List<int>()); }";
        var problem = Builders.Problem(SourceTree.From(("C.cs", "Console.WriteLine(Helper.Twice(2)); static class Helper { public static Sum Twice(int x) => new StringBuilder().Length + checked(x * 2); }")), SourceTree.From(("tests/T.cs", uses)));
        problem = problem with { Compile = problem.Compile with { GlobalUsings = ["System.Text", "Sum = System.Int32", "Xunit"] } };

        Assert.IsType<BuildResult.Success>(await Builders.New().BuildAsync(problem, problem.Sources, default));
        var bare = problem with { Compile = problem.Compile with { ImplicitUsings = false } };
        Assert.Equal("CS0103", Assert.IsType<BuildResult.Failure>(await Builders.New().BuildAsync(bare, problem.Sources, default)).Diagnostics[0].Id);
    }

    [Theory]
    [InlineData("enable", "CS8603")]
    [InlineData("disable", "")]
    public async Task Nullable_warnings_never_fail_a_build(string nullable, string expected)
    {
        var problem = Builders.Problem("public class C { public string F() => null; }", "using Xunit; public class T { [Fact] public void A() => Assert.Null(new C().F()); }");
        problem = problem with { Compile = problem.Compile with { Nullable = nullable, WarningsAsErrors = true } };

        var built = Assert.IsType<BuildResult.Success>(await Builders.New().BuildAsync(problem, problem.Sources, default));

        Assert.Equal(expected, string.Join(' ', built.Diagnostics.Select(d => d.Id)));
    }

    [Fact]
    public async Task I_can_cancel_a_build()
    {
        var problem = Builders.Problem(start, SourceTree.From(("tests/T.cs", tests)));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Builders.New().BuildAsync(problem, start, cancelled.Token));
    }

    private static async Task<(int, int)> Values(RoslynBuilder builder, Problem problem, SourceTree tree)
    {
        var built = Assert.IsType<BuildResult.Success>(await builder.BuildAsync(problem, tree, default));
        var assembly = Assembly.Load([.. built.Candidate.Pe]);
        return (Value(assembly, "First"), Value(assembly, "Second"));
    }

    private static int Value(Assembly assembly, string type) => (int)assembly.GetType(type)!.GetProperty("Value")!.GetValue(null)!;
}
