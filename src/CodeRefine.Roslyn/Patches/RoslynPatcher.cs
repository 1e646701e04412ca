using System.Collections.Immutable;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Patches;

/// <summary>
/// Applies patches as splices of text: what an edit does not name stays as it was, byte for byte. Edits apply in order on the
/// evolving text, all or none. Safe for concurrent calls.
/// </summary>
/// <param name="references">What the candidate compiles against, so that documentation ids resolve.</param>
public sealed class RoslynPatcher(IEnumerable<MetadataReference> references) : IPatcher
{
    private readonly ImmutableArray<MetadataReference> references = [.. references];

    /// <summary>For candidates that compile against the framework alone.</summary>
    public RoslynPatcher() : this(new ReferenceSet(Enumerable.Empty<string>()).Candidate)
    {
    }

    public PatchResult Apply(Problem problem, SourceTree tree, Patch patch)
    {
        if (PatchBounds.Check(patch) is { } unfit)
        {
            return new PatchResult.Rejected([unfit]);
        }

        var files = new PatchedFiles(problem, tree, references);
        var guard = new ParseGuard(files);
        var problems = new List<PatchProblem>();
        for (var index = 0; index < patch.Edits.Length; index++)
        {
            var reason = TryApply(files, patch.Edits[index]);
            if (reason is null)
            {
                guard.After(index, patch.Edits[index]);
            }
            else
            {
                problems.Add(new PatchProblem(index, reason));
            }
        }

        problems.AddRange(guard.Problems());
        return problems.Count == 0 ? new PatchResult.Applied(files.Tree) : new PatchResult.Rejected(WithWhatDidApply(problems, patch.Edits.Length));
    }

    /// <summary>Null when the edit applied, else the reason why not; then nothing has changed.</summary>
    private static string? TryApply(PatchedFiles files, Edit edit)
    {
        files.ChangedPath = null;
        if (Texts(edit).Select(files.RefuseCode).FirstOrDefault(r => r is not null) is { } refused)
        {
            return refused;
        }

        var before = files.Tree;
        var reason = Applied(files, edit);
        if (reason is null && files.ChangedPath is { } path && PatchedFiles.IsSource(path) && files.Tree.TryGet(path, out var changed))
        {
            reason = files.RefuseCode(changed.Text);
        }

        if (reason is not null)
        {
            files.Restore(before);
        }

        return reason;
    }

    /// <summary>What of an edit is read as code on its way; the result is looked at besides.</summary>
    private static ImmutableArray<string> Texts(Edit edit) => edit switch
    {
        Edit.ReplaceMember e => [e.Code],
        Edit.InsertMember e => [e.Code],
        Edit.SearchReplace e => [e.Search, e.Replace],
        Edit.AddUsings e => e.Namespaces,
        _ => [],
    };

    private static string? Applied(PatchedFiles files, Edit edit)
    {
        try
        {
            return edit switch
            {
                Edit.WholeFile e => FileEdits.Write(files, e),
                Edit.DeleteFile e => FileEdits.Delete(files, e),
                Edit.ReplaceMember e => MemberReplacement.Apply(files, e),
                Edit.InsertMember e => MemberInsertion.Apply(files, e),
                Edit.DeleteMember e => MemberDeletion.Apply(files, e),
                Edit.SearchReplace e => SearchReplacement.Apply(files, e),
                Edit.AddUsings e => UsingsAddition.Apply(files, e),
                Edit.ReplaceSpan e => SpanReplacement.Apply(files, e),
                _ => $"an edit of kind {edit.GetType().Name} is not known here",
            };
        }
        catch (InsufficientExecutionStackException)
        {
            return "the code is nested too deeply to be read";
        }
    }

    private static ImmutableArray<PatchProblem> WithWhatDidApply(List<PatchProblem> problems, int edits)
    {
        var failed = problems.Select(p => p.EditIndex).ToHashSet();
        var applied = Enumerable.Range(0, edits).Where(i => !failed.Contains(i)).Select(i => i + 1).ToList();
        var ordered = problems.OrderBy(p => p.EditIndex).ToList();
        if (applied.Count > 0)
        {
            var which = applied.Count == 1 ? $"Edit {applied[0]} did apply" : $"Edits {string.Join(", ", applied)} did apply";
            ordered[^1] = ordered[^1] with { Reason = $"{ordered[^1].Reason}\n{which}, but a patch is kept whole or not at all: send them again with the mended ones." };
        }

        return [.. ordered];
    }
}
