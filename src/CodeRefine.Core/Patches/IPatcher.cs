using System.Collections.Immutable;
using CodeRefine.Core.Problems;

namespace CodeRefine.Core.Patches;

public interface IPatcher
{
    /// <summary>Applies every edit or none. Never throws for what a patch contains: it may come from a model.</summary>
    PatchResult Apply(Problem problem, SourceTree tree, Patch patch);
}

public abstract record PatchResult
{
    private PatchResult() { }

    public sealed record Applied(SourceTree Tree) : PatchResult;

    /// <summary>Nothing was applied.</summary>
    public sealed record Rejected(ImmutableArray<PatchProblem> Problems) : PatchResult
    {
        /// <summary>The reasons, in words fit for the next attempt, one a line.</summary>
        public string Explain() => string.Join("\n", Problems.Select(p => $"Edit {p.EditIndex + 1}: {p.Reason}"));
    }
}

/// <param name="EditIndex">From 0, in the patch's order.</param>
/// <param name="Reason">Which part and why: the nearest span, what else did apply.</param>
public sealed record PatchProblem(int EditIndex, string Reason);
