using System.Collections.Immutable;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;

namespace CodeRefine.Roslyn.Repair.CompileErrors;

/// <summary>What came of mending a candidate's compile errors.</summary>
/// <param name="Edits">From the candidate as it was to the mended one.</param>
/// <param name="Texts">Whole new text of each changed file.</param>
/// <param name="Steps">What was done, in order.</param>
/// <param name="ErrorsLeft">0 where it compiles.</param>
public sealed record CompileRepair(ImmutableArray<Edit> Edits, ImmutableSortedDictionary<string, string> Texts, ImmutableArray<CandidateEdit> Steps, int ErrorsLeft)
{
    public bool IsComplete => ErrorsLeft == 0;

    public SourceTree ApplyTo(SourceTree tree) => Texts.Aggregate(tree, (result, changed) => result.With(changed.Key, changed.Value));

    public Patch ToPatch() => new(Edits, Steps.Length == 1 ? Steps[0].Summary : $"{Steps.Length} compile fixes: {string.Join("; ", Steps.Select(s => s.Summary))}");
}
