using System.Collections.Immutable;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Grading;

namespace CodeRefine.Evaluation.Tasks;

/// <summary>A task as it was read from a folder.</summary>
public sealed record LoadedTask
{
    public required Problem Problem { get; init; }

    /// <summary>Null where the task has none: its solution is then judged by the visible checks alone.</summary>
    public HeldBackChecks? HeldBack { get; init; }
    public required TaskLayout Layout { get; init; }

    /// <summary>Absolute path of the folder that was named; a run's state lives in it.</summary>
    public required string Folder { get; init; }

    /// <summary>Absolute path that the trees' paths are relative to: <see cref="Folder"/>, or one above it where a project's tests stand beside it.</summary>
    public required string Root { get; init; }

    /// <summary>What a person should know: what of the folder could not be honoured or was left out. A sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

public enum TaskLayout
{
    /// <summary>CodeRefine's own: <c>task.yaml</c> or its conventions.</summary>
    TaskFolder,

    /// <summary>An exercise of Exercism's C# track, as downloaded.</summary>
    Exercism,

    /// <summary>A C# project with xunit tests in it or beside it.</summary>
    Project,

    /// <summary>An entry of a corpus or a row of a suite: it came from no folder of its own, and nothing is written back.</summary>
    Entry,
}
