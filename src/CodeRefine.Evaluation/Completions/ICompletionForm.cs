using CodeRefine.Core.Problems;

namespace CodeRefine.Evaluation.Completions;

/// <summary>Makes a task's sources of a completion. Never throws for what a completion holds.</summary>
public interface ICompletionForm
{
    Completed Apply(string completion);

    /// <summary>All that its result depends on beside the completion, for content hashes.</summary>
    string Describe();
}

/// <summary>A completion as sources.</summary>
/// <param name="Sources">Null where none can be made of it.</param>
/// <param name="Shape">What it was taken for: <c>continuation</c>, <c>method</c>, <c>program</c>, <c>file</c>.</param>
/// <param name="Reason">Why there are no sources; empty where there are.</param>
public sealed record Completed(SourceTree? Sources, string Shape, string Reason = "");
