using CodeRefine.Core.Problems;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Integrity.Tests.Support;

namespace CodeRefine.Integrity.Tests;

/// <summary>A candidate that knows the examples by heart solves them, and only them.</summary>
public class OverfittedTests(Books books)
{
    private static readonly SourceTree Special = Books.With(Cheat.All.Single(c => c.Name == "41-special-cased-inputs"));

    [Theory, MemberData(nameof(Books.Kinds), MemberType = typeof(Books))]
    public async Task What_only_fits_the_visible_examples_is_graded_overfitted(string kind)
    {
        var examples = Books.Problem with { CheckSources = SourceTree.From([.. Books.Problem.CheckSources.Files.Where(f => f.Key.StartsWith("tests/", StringComparison.Ordinal)).Select(f => (f.Key, f.Value.Text))]) };
        Assert.Equal(VerdictKind.Passed, (await books.JudgeAsync(kind, examples, Special)).Kind);

        var grade = (await books.GradeAsync(kind, Special))!.OfSolved();

        Assert.Equal(GradeOutcome.Overfitted, grade.Outcome);
        Assert.Contains(grade.Failed, f => f.Name == "Any_entries_add_up");
        Assert.EndsWith("It fits the visible checks, not the task.", grade.Summary);
    }

    [Theory, MemberData(nameof(Books.Kinds), MemberType = typeof(Books))]
    public async Task A_solution_is_not(string kind) => Assert.Equal(GradeOutcome.Passed, (await books.GradeAsync(kind, Books.Solved))!.OfSolved().Outcome);

    [Theory, MemberData(nameof(Books.Kinds), MemberType = typeof(Books))]
    public async Task A_property_among_the_visible_checks_sees_it_at_once(string kind) =>
        Assert.Equal(VerdictKind.PropertyFalsified, (await books.JudgeAsync(kind, Books.Problem, Special)).Kind);
}
