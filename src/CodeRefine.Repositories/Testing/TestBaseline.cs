using System.Collections.Immutable;
using CodeRefine.Repositories.Loading;

namespace CodeRefine.Repositories.Testing;

/// <summary>What the tests say of the base commit: which fail, which fail only now and then, which take long.</summary>
public sealed record TestBaseline
{
    private static readonly TimeSpan slow = TimeSpan.FromSeconds(5);

    public required ImmutableArray<TestProjectRun> Runs { get; init; }

    /// <summary>Tests whose outcome changed when they ran once more: they prove nothing either way.</summary>
    public required ImmutableHashSet<string> Flaky { get; init; }

    public IEnumerable<TestOutcome> Outcomes => Runs.SelectMany(r => r.Outcomes);
    public IEnumerable<TestOutcome> Failing => Outcomes.Where(o => o.Status == TestStatus.Failed && !Flaky.Contains(o.Key));
    public IEnumerable<TestOutcome> Slow => Outcomes.Where(o => o.Duration > slow);

    /// <summary>Runs all test projects, and those in which something failed a second time.</summary>
    public static async Task<TestBaseline> MeasureAsync(RepositoryTests tests, IReadOnlyList<LoadedProject> projects, CancellationToken cancellationToken)
    {
        var first = await tests.RunAsync(projects, null, cancellationToken);
        var again = first.Where(r => r.Outcomes.Any(o => o.Status == TestStatus.Failed)).Select(r => r.Project).ToHashSet(StringComparer.Ordinal);
        var second = (await tests.RunAsync(projects.Where(p => again.Contains(p.Id)), null, cancellationToken)).SelectMany(r => r.Outcomes).ToDictionary(o => o.Key, StringComparer.Ordinal);
        return new TestBaseline
        {
            Runs = first,
            Flaky = [.. first.SelectMany(r => r.Outcomes).Where(o => second.TryGetValue(o.Key, out var other) && other.Status != o.Status).Select(o => o.Key)],
        };
    }

    /// <summary>Tests that passed at the base, flaky ones aside, and do not any more.</summary>
    public ImmutableArray<TestOutcome> Regressions(IEnumerable<TestProjectRun> now)
    {
        var known = now.SelectMany(r => r.Outcomes).ToDictionary(o => o.Key, StringComparer.Ordinal);
        var ran = now.Select(r => r.Project).ToHashSet(StringComparer.Ordinal);
        return [.. Outcomes.Where(o => o.Status == TestStatus.Passed && ran.Contains(o.Project) && !Flaky.Contains(o.Key)).Where(o => !known.TryGetValue(o.Key, out var later) || later.Status != TestStatus.Passed)];
    }
}
