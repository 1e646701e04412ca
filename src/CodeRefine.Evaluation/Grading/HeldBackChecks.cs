using CodeRefine.Core.Problems;

namespace CodeRefine.Evaluation.Grading;

/// <summary>
/// Checks that judge a solution once, after the loop. Their content is for the <see cref="Grader"/> alone: nothing outside of
/// this assembly can read it, so no strategy, proposer or critic can be steered by it.
/// </summary>
public sealed class HeldBackChecks
{
    internal HeldBackChecks(SourceTree sources) => Sources = sources;

    internal SourceTree Sources { get; }

    public int FileCount => Sources.Count;

    /// <summary>Content hash, so that a stored grade can be told from one of other checks.</summary>
    public string Hash => Sources.Hash;

    public override string ToString() => $"{FileCount} held-back file(s)";
}
