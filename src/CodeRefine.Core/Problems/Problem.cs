using CodeRefine.Core.Checks;

namespace CodeRefine.Core.Problems;

/// <summary>What to solve. It cannot carry held-back checks: those are another type, in another assembly, which no strategy, proposer or critic can reach.</summary>
public sealed record Problem
{
    /// <summary>Short name, fit for a path: letters, digits, <c>-</c>, <c>_</c>, <c>.</c></summary>
    public required string Id { get; init; }
    public required string Title { get; init; }

    /// <summary>What is wanted, as Markdown.</summary>
    public required string Statement { get; init; }

    /// <summary>The starting sources, editable and read-only ones; no checks among them.</summary>
    public required SourceTree Sources { get; init; }
    public required IEditablePaths Editable { get; init; }

    /// <summary>Sources of the visible unit tests and properties: read-only inputs, compiled apart from the candidate.</summary>
    public required SourceTree CheckSources { get; init; }
    /// <summary>The framework that the checks, visible and held back, are written for.</summary>
    public CheckFramework Framework { get; init; }
    public Limits Limits { get; init; } = Limits.Default;
    public CompileSettings Compile { get; init; } = CompileSettings.Default;
    public ApiPolicy Policy { get; init; } = ApiPolicy.Default;
}
