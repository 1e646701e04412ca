using CodeRefine.Core;
using CodeRefine.Core.Builds;

namespace CodeRefine.Roslyn.Tests.Compile;

/// <summary>Who is to blame when something does not compile.</summary>
public class AttributionTests
{
    private const string good = "namespace Demo; public class Box { public int Value { get; set; } public static Box Of(int v) => new() { Value = v }; }";

    [Theory]
    [InlineData("Syntax of the checks", good, "Assert.Equal(1, 1) }", FailedPart.Checks, "CS1002")]
    [InlineData("Types within the checks", good, "int x = \"text\"; Assert.Equal(1, x);", FailedPart.Checks, "CS0029")]
    [InlineData("A misspelt assertion", good, "Assert.Equl(1, 1);", FailedPart.Checks, "CS0117")]
    [InlineData("Wrong arguments to the framework", good, "Assert.Equal();", FailedPart.Checks, "CS1501")]
    [InlineData("A missing return within the checks", good, "int F() { } Assert.Equal(1, F());", FailedPart.Checks, "CS0161")]
    [InlineData("A member that the candidate lacks", good, "Assert.Equal(1, Box.Of(1).Count);", FailedPart.ChecksAgainstCandidate, "CS1061")]
    [InlineData("A type that the candidate lacks", good, "Assert.NotNull(new Crate());", FailedPart.ChecksAgainstCandidate, "CS0246")]
    [InlineData("Another signature than the checks use", good, "Assert.Equal(1, Box.Of(\"one\").Value);", FailedPart.ChecksAgainstCandidate, "CS1503")]
    [InlineData("A candidate's value put to wrong use", good, "string s = Box.Of(1).Value;", FailedPart.ChecksAgainstCandidate, "CS0029")]
    [InlineData("The candidate itself", "namespace Demo; public class Box { public int Value => \"no\"; }", "Assert.Equal(1, new Box().Value);", FailedPart.Candidate, "CS0029")]
    [InlineData("Both, so the checks", "namespace Demo; public class Box { public int Value => \"no\"; }", "int x = \"text\";", FailedPart.Checks, "CS0029")]
    public async Task I_am_told_whose_fault_it_is(string what, string candidate, string body, FailedPart part, string id)
    {
        var problem = Builders.Problem(candidate, Checks(body));

        var failed = Assert.IsType<BuildResult.Failure>(await Builders.New().BuildAsync(problem, problem.Sources, default));

        Assert.True((part, id) == (failed.Part, failed.Diagnostics[0].Id), $"{what}: {failed.Part} {string.Join("; ", failed.Diagnostics)}");
        Assert.Equal(part == FailedPart.Candidate ? "Code.cs" : "tests/Tests.cs", failed.Diagnostics[0].Path);
    }

    [Fact]
    public async Task A_check_class_that_lacks_what_the_candidates_base_demands_is_held_against_the_candidate()
    {
        var problem = Builders.Problem("public abstract class Base { public abstract void Must(); }", "using Xunit; public class Tests : Base { [Fact] public void A() { } }");

        var failed = Assert.IsType<BuildResult.Failure>(await Builders.New().BuildAsync(problem, problem.Sources, default));

        Assert.Equal(FailedPart.ChecksAgainstCandidate, failed.Part);
    }

    [Fact]
    public async Task Syntax_errors_are_told_without_what_follows_from_them_and_are_bounded()
    {
        var problem = Builders.Problem("class A { int X( => 1;\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"int F{i}() {{ return }}\n")) + "Missing M; }", Checks("Assert.True(true);"));

        var failed = Assert.IsType<BuildResult.Failure>(await Builders.New().BuildAsync(problem, problem.Sources, default));

        Assert.InRange(failed.Diagnostics.Length, 1, 50);
        Assert.DoesNotContain(failed.Diagnostics, d => d.Id == "CS0246");
        Assert.All(failed.Diagnostics, d => Assert.Equal(DiagnosticSeverity.Error, d.Severity));
    }

    [Fact]
    public async Task Checks_without_a_single_test_are_the_users_to_mend()
    {
        var problem = Builders.Problem(good, "using Xunit; class Hidden { [Fact] public void NotPublic() { } }");

        var error = await Assert.ThrowsAsync<UserErrorException>(() => Builders.New().BuildAsync(problem, problem.Sources, default));

        Assert.Contains("no test and no property", error.Message);
    }

    [Fact]
    public async Task An_unknown_language_version_is_named()
    {
        var problem = Builders.Problem(good, Checks("Assert.True(true);"));
        problem = problem with { Compile = problem.Compile with { LangVersion = "ninety" } };

        var error = await Assert.ThrowsAsync<UserErrorException>(() => Builders.New().BuildAsync(problem, problem.Sources, default));

        Assert.Contains("'ninety'", error.Message);
    }

    private static string Checks(string body) => "using Demo;\nusing Xunit;\nnamespace Demo.Tests { public class Tests { [Fact] public void A() { " + body + " } } }";
}
