using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Patches;

namespace CodeRefine.Roslyn.Tests.Patches;

/// <summary>A patch on a few files: what comes of it, or what is said.</summary>
public abstract class PatchTest
{
    private protected static readonly RoslynPatcher Patcher = new();

    private protected static Problem ProblemOf(SourceTree tree) => new()
    {
        Id = "sample",
        Title = "Sample",
        Statement = "",
        Sources = tree,
        Editable = new AllButReadOnly(),
        CheckSources = SourceTree.From(("tests/Tests.cs", "class Tests { }")),
    };

    private protected static string Applied(string source, params Edit[] edits) => AppliedTree(SourceTree.From(("Code.cs", source)), edits)["Code.cs"].Text;

    private protected static SourceTree AppliedTree(SourceTree tree, params Edit[] edits)
    {
        var result = Patcher.Apply(ProblemOf(tree), tree, new Patch([.. edits], ""));
        return result is PatchResult.Rejected rejected ? throw new InvalidOperationException(rejected.Explain()) : ((PatchResult.Applied)result).Tree;
    }

    private protected static string Rejected(string source, params Edit[] edits) => RejectedTree(SourceTree.From(("Code.cs", source)), edits);

    private protected static string RejectedTree(SourceTree tree, params Edit[] edits) =>
        Assert.IsType<PatchResult.Rejected>(Patcher.Apply(ProblemOf(tree), tree, new Patch([.. edits], ""))).Explain();

    private sealed class AllButReadOnly : IEditablePaths
    {
        public bool Allows(string path, out string reason)
        {
            reason = path.StartsWith("readonly/", StringComparison.Ordinal) ? $"`{path}` is read-only in this task" : "";
            return reason.Length == 0;
        }
    }
}
