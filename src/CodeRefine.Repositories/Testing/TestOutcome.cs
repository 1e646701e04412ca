using System.Collections.Immutable;

namespace CodeRefine.Repositories.Testing;

/// <summary>One test of a test project, as its own runner reported it; a theory's rows and a test case's arguments are taken together.</summary>
/// <param name="Project">Id of the test project.</param>
/// <param name="Id"><c>Namespace.Type+Nested.Method</c>.</param>
public sealed record TestOutcome(string Project, string Id, TestStatus Status)
{
    public TimeSpan Duration { get; init; }

    /// <summary>Of the first case that failed.</summary>
    public string Message { get; init; } = "";
    public string Stack { get; init; } = "";

    /// <summary>Cases as displayed that failed.</summary>
    public ImmutableArray<string> FailedCases { get; init; } = [];
    public int Cases { get; init; } = 1;
    public string Key => $"{Project}\n{Id}";
}

public enum TestStatus
{
    Passed,
    Failed,
    Skipped,
}

/// <summary>One run of one test project.</summary>
public sealed record TestProjectRun
{
    public required string Project { get; init; }
    public required ImmutableArray<TestOutcome> Outcomes { get; init; }
    public required TimeSpan Duration { get; init; }

    /// <summary>Why there are no or not all outcomes: it did not build, its runner died, it ran out of time. Null where all is well.</summary>
    public string? Problem { get; init; }
}
