using System.Text.RegularExpressions;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Evaluation.Tests.Tasks;

public sealed partial class SampleTasksTests
{
    public static TheoryData<string> Names() => [.. Directory.GetDirectories(RepositoryRoot.Tasks).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_enough_of_them() => Assert.True(Names().Count >= 10);

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_loads_with_checks_held_back_and_promises_its_starting_verdict(string name)
    {
        var task = TaskLoader.Load(Path.Combine(RepositoryRoot.Tasks, name));
        Assert.Equal(name, task.Problem.Id);
        Assert.NotNull(task.HeldBack);
        Assert.Empty(task.Notes);
        var promise = Promise().Match(task.Problem.Statement);
        Assert.True(promise.Success && Enum.TryParse<VerdictKind>(promise.Groups[1].Value, out var kind) && kind != VerdictKind.Passed, $"{name} promises no verdict.");
        Assert.Contains($"| `{name}` |", File.ReadAllText(Path.Combine(RepositoryRoot.Tasks, "README.md")), StringComparison.Ordinal);
        Assert.Contains($"| {promise.Groups[1].Value} |", File.ReadLines(Path.Combine(RepositoryRoot.Tasks, "README.md")).Single(l => l.StartsWith($"| `{name}` |", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_has_a_reference_solution_that_only_edits_what_may_be_edited(string name)
    {
        var problem = TaskLoader.Load(Path.Combine(RepositoryRoot.Tasks, name)).Problem;
        var solution = SampleSolution.Of(name);
        Assert.NotEqual(problem.Sources, solution);
        Assert.Equal(problem.Sources.Paths, solution.Paths);
        Assert.All(solution.Paths, p => Assert.True(problem.Editable.Allows(p, out _)));
    }

    [GeneratedRegex(@"^Starting verdict: (\w+)\z", RegexOptions.Multiline)]
    internal static partial Regex Promise();
}
