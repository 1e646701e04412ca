using System.Collections.Immutable;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Repair;
using CodeRefine.Roslyn.Repair.Edits;

namespace CodeRefine.Agent.Repair;

/// <summary>What is tried as one: an edit, or two at places apart from each other.</summary>
internal sealed record Fix(ImmutableArray<RankedEdit> Edits)
{
    public Fix(RankedEdit edit) : this([edit]) { }

    public bool Deletes => Edits.Any(e => e.Edit.Deletes);

    public double Score => Edits.Min(e => e.Score) / Edits.Length;

    public int ChangedCharacters => Edits.Sum(e => e.Edit.ChangedCharacters);

    public string Summary => string.Join("; ", Edits.Select(e => e.Edit.Summary));

    /// <summary>Whether both can be applied to the same text.</summary>
    public static bool AreApart(CandidateEdit one, CandidateEdit other) =>
        one.Path != other.Path || one.Changes.All(a => other.Changes.All(b => a.Span.End < b.Span.Start || b.Span.End < a.Span.Start));

    public SourceTree ApplyTo(SourceTree tree)
    {
        foreach (var edit in ByPath())
        {
            tree = tree.With(edit.Path, edit.ApplyTo(tree[edit.Path].Text));
        }

        return tree;
    }

    public Patch ToPatch(SourceTree tree) => new([.. ByPath().SelectMany(e => e.ToPatch(tree[e.Path].Text).Edits)], Summary);

    /// <summary>One edit a file, with the changes of all.</summary>
    private IEnumerable<CandidateEdit> ByPath() => Edits.GroupBy(e => e.Edit.Path).Select(file => file.First().Edit with
    {
        Changes = [.. file.SelectMany(e => e.Edit.Changes).OrderBy(c => c.Span.Start)],
    });
}
