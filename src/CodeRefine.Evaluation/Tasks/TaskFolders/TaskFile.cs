using System.Collections.Immutable;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Tasks.Folders;

namespace CodeRefine.Evaluation.Tasks.TaskFolders;

/// <summary>What a <c>task.yaml</c> says; what it leaves out follows the conventions of the folder.</summary>
internal sealed record TaskFile
{
    public string? Id { get; init; }
    public string? Title { get; init; }

    /// <summary>Path of the file that holds the statement.</summary>
    public string? Statement { get; init; }
    public PathGlobs? Sources { get; init; }
    public PathGlobs? Editable { get; init; }
    public PathGlobs? Tests { get; init; }
    public PathGlobs? Properties { get; init; }
    public PathGlobs? Hidden { get; init; }

    /// <summary>Null where it is not said: then xunit v2.</summary>
    public CheckFramework? Framework { get; init; }
    public Limits Limits { get; init; } = Limits.Default;
    public CompileSettings Compile { get; init; } = CompileSettings.Default;
    public ImmutableArray<string> Allow { get; init; } = [];
}
