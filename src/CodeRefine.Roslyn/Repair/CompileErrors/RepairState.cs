using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors;

/// <summary>One state of the search for a compiling candidate: the compilation after some steps and the errors that it has left.</summary>
internal sealed class RepairState
{
    private readonly CSharpCompilation? checks;
    private readonly ImmutableDictionary<string, (SourceText Old, SourceText New)> changed;
    private readonly double improbability;

    private RepairState(CSharpCompilation candidate, CSharpCompilation? checks, ErrorProfile profile, ImmutableArray<CandidateEdit> steps, ImmutableDictionary<string, (SourceText, SourceText)> changed, double improbability) =>
        (Candidate, this.checks, Profile, Steps, this.changed, this.improbability) = (candidate, checks, profile, steps, changed, improbability);

    public CSharpCompilation Candidate { get; }
    public ErrorProfile Profile { get; }
    public ImmutableArray<CandidateEdit> Steps { get; }

    /// <summary>Lower is tried first.</summary>
    public double Cost => Profile.Cost + improbability;

    /// <summary>The same texts have the same key.</summary>
    public string Key => string.Join('\0', changed.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Key + "\0" + Convert.ToHexString(c.Value.New.GetContentHash().AsSpan())));

    public static RepairState Start(CSharpCompilation candidate, Func<CSharpCompilation, CSharpCompilation>? checks, CancellationToken cancellationToken) =>
        Create(candidate, checks, [], ImmutableDictionary<string, (SourceText, SourceText)>.Empty, 0, cancellationToken);

    public CSharpCompilation CompilationOf(CompileError error) => Candidate.ContainsSyntaxTree(error.Tree) ? Candidate : checks ?? Candidate;

    /// <summary>Null where the edit is for no file of this state.</summary>
    public RepairState? With(CandidateEdit edit, Func<CSharpCompilation, CSharpCompilation>? newChecks, CancellationToken cancellationToken)
    {
        var tree = Candidate.SyntaxTrees.FirstOrDefault(t => CandidatePaths.Of(t) == edit.Path);
        if (tree is null)
        {
            return null;
        }

        var before = tree.GetText(cancellationToken);
        var after = before.WithChanges(edit.Changes);
        var next = Candidate.ReplaceSyntaxTree(tree, tree.WithChangedText(after));
        var first = changed.TryGetValue(edit.Path, out var pair) ? pair.Old : before;
        return Create(next, newChecks, Steps.Add(edit), changed.SetItem(edit.Path, (first, after)), improbability + 0.2 - Math.Log(Math.Clamp(edit.Prior, 0.01, 1)), cancellationToken);
    }

    public CompileRepair ToRepair() => new(
        [.. changed.OrderBy(c => c.Key, StringComparer.Ordinal).SelectMany(c => TextChanges.ToEdits(c.Key, c.Value.Old.ToString(), c.Value.New.GetTextChanges(c.Value.Old)))],
        changed.ToImmutableSortedDictionary(c => c.Key, c => c.Value.New.ToString(), StringComparer.Ordinal),
        Steps,
        Profile.Errors.Length);

    private static RepairState Create(CSharpCompilation candidate, Func<CSharpCompilation, CSharpCompilation>? newChecks, ImmutableArray<CandidateEdit> steps, ImmutableDictionary<string, (SourceText, SourceText)> changed, double improbability, CancellationToken cancellationToken)
    {
        var profile = new ErrorProfile(candidate, cancellationToken);
        if (!profile.IsClean || newChecks is null)
        {
            return new RepairState(candidate, null, profile, steps, changed, improbability);
        }

        var checks = newChecks(candidate);
        return new RepairState(candidate, checks, new ErrorProfile(checks, cancellationToken), steps, changed, improbability);
    }
}
