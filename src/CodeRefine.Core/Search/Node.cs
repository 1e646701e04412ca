using CodeRefine.Core.Critiques;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Core.Search;

/// <summary>One state of the search; in the history it is a git commit.</summary>
public sealed class Node
{
    /// <summary>The commit's id.</summary>
    public required string Id { get; init; }

    /// <summary>Null for the root, which holds the problem's sources as they were.</summary>
    public Node? Parent { get; init; }

    /// <summary>0 for the root, then in the order of attempts.</summary>
    public required int Attempt { get; init; }
    public required SourceTree Tree { get; init; }

    /// <summary>What made it from its parent; null for the root.</summary>
    public Proposal? Proposal { get; init; }
    public required Verdict Verdict { get; init; }
    public required Critique Critique { get; init; }

    public double Value => Verdict.Score;

    /// <summary>A tool made it from its parent at once, without an attempt of its own.</summary>
    public bool ByTool => Proposal?.ByTool == true;

    /// <summary>What was proposed before tools went over it: the node itself where none did.</summary>
    public Node Origin => ByTool && Parent is { } parent ? parent.Origin : this;
}
