using System.Collections.Immutable;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Completions;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Evaluation.Suites;

/// <summary>One task of a suite: what a strategy is given, what judges its solution, and how a completion becomes sources.</summary>
public sealed record SuiteTask
{
    public required string Id { get; init; }

    /// <summary>Other names under which files of completions know it, such as <c>HumanEval/0</c>.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>The problem with its starting sources and visible checks.</summary>
    public required LoadedTask Task { get; init; }

    /// <summary>False where a strategy is shown no check of what is asked: its visible check then says only whether an answer compiles.</summary>
    public bool ShowsChecks { get; init; } = true;

    /// <summary>Whether the visible checks are among those that judge: what fails one of them is then known to fail.</summary>
    public bool VisibleChecksJudge { get; init; } = true;

    /// <summary>False where the starting sources are no answer at all, only the place for one.</summary>
    public bool StartIsAnswer { get; init; } = true;

    /// <summary>Sets of checks that judge a solution, each compiled apart: all must pass. For the judge alone, like <see cref="Grading.HeldBackChecks"/>.</summary>
    internal ImmutableArray<SourceTree> Judging { get; init; } = [];

    public required ICompletionForm Form { get; init; }

    /// <summary>A model's answer that the suite itself records; null where it records none.</summary>
    public string? Recorded { get; init; }

    /// <summary>A solution that the suite gives as right; for the self-check alone. Null where it gives none.</summary>
    internal SourceTree? Reference { get; init; }

    /// <summary>Why no answer can pass as the suite stands, or what else of the row has to be known; empty where nothing.</summary>
    public string Warning { get; init; } = "";

    /// <summary>What structural equality changed in it; empty where nothing.</summary>
    public string EqualityFix { get; init; } = "";

    /// <summary>What the journal keeps of it.</summary>
    public required RunTask Entry { get; init; }

    /// <summary>Content hash over all that a verdict on it depends on.</summary>
    public string Hash => hash ??= SuiteHash.Of(this);

    private string? hash;
}
