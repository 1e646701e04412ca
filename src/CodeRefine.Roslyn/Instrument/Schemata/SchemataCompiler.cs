using System.Collections.Immutable;
using System.Diagnostics;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Policy;
using CodeRefine.Roslyn.Repair;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <summary>Puts edits into one compilation and takes out, round by round, what does not compile.</summary>
internal sealed class SchemataCompiler
{
    /// <summary>Most sources are done in three: errors of binding, then those of flow, which the compiler looks for only without the others.</summary>
    private const int maxRounds = 10;

    /// <summary>After so many rounds suspects are no longer asked one by one.</summary>
    private const int patience = 6;

    /// <summary>Characters of all alternatives: the sources stay in the bounds that any candidate's are held to.</summary>
    private const int maxCode = 500_000;

    private readonly Problem problem;
    private readonly CSharpCompilation candidate;
    private readonly InstrumentOptions options;
    private readonly Func<string, string, SyntaxTree> generate;
    private readonly CancellationToken cancellationToken;
    private readonly SiteTable table = new();
    private readonly List<Alternative> alternatives = [];
    private readonly List<Alternative> notSwitchable = [];
    private readonly EditCompiler single;
    private int dropped;
    private bool lambdas = true;

    public SchemataCompiler(Problem problem, CSharpCompilation candidate, InstrumentOptions options, Func<string, string, SyntaxTree> generate, CancellationToken cancellationToken)
    {
        (this.problem, this.candidate, this.options, this.generate, this.cancellationToken) = (problem, candidate, options, generate, cancellationToken);
        single = new EditCompiler(candidate);
    }

    /// <summary>Null where no round gave an assembly that may run.</summary>
    public SchemataBuild? Build(IReadOnlyList<CandidateEdit> edits, BuildResult.Success plain)
    {
        var started = Stopwatch.GetTimestamp();
        Place(edits);
        var placed = Stopwatch.GetTimestamp();
        for (var round = 1; round <= maxRounds; round++)
        {
            if (Round(round) is { } made)
            {
                var timings = new SchemataTimings(Stopwatch.GetElapsedTime(started, placed), Stopwatch.GetElapsedTime(placed), round, dropped);
                return new(plain with { Candidate = made.Image, Diagnostics = [] }, Switchable(made.Sites), [.. notSwitchable.OrderBy(a => a.Order).Select(a => a.Edit)], made.Sites.Count, made.Probes) { Timings = timings };
            }
        }

        return null;
    }

    private void Place(IReadOnlyList<CandidateEdit> edits)
    {
        var trees = candidate.SyntaxTrees.Where(t => SourcePaths.ToTreePath(t) is not null).ToDictionary(t => SourcePaths.ToTreePath(t)!, StringComparer.Ordinal);
        var placers = new Dictionary<string, EditPlacer>(StringComparer.Ordinal);
        var room = maxCode;
        for (var i = 0; i < edits.Count; i++)
        {
            var edit = edits[i];
            if (!placers.TryGetValue(edit.Path, out var placer))
            {
                placers[edit.Path] = placer = new EditPlacer(candidate.GetSemanticModel(trees[edit.Path]), table, cancellationToken);
            }

            var alternative = new Alternative(edit, i, placer.Places(edit).GetEnumerator());
            alternative.Move();
            room -= alternative.Place?.Code.Length ?? 0;
            if (room < 0)
            {
                alternative.Withdraw();
            }

            (alternative.Place is null ? notSwitchable : alternatives).Add(alternative);
        }
    }

    private Made? Round(int round)
    {
        var sites = table.Assign(alternatives);
        var (compilation, written, probes) = Write(sites);
        if (SourceGuard.Inspect(SourceTree.From([.. written.Values.Select(t => (SourcePaths.ToTreePath(t)!, t.GetText(cancellationToken).ToString()))]), problem.Compile) is { IsEmpty: false })
        {
            Shrink();
            return null;
        }

        var emitted = CandidateEmitter.Emit(compilation, withSurface: false, cancellationToken);
        if (emitted.Image is not { } image)
        {
            TakeOut(emitted.Diagnostics.Where(Diagnostics.IsError), sites, written, round);
            return null;
        }

        return ApiPolicyCheck.Check(compilation, image.Pe, problem.Policy, cancellationToken).IsEmpty && UnsafeCode.Find(compilation, problem.Compile, cancellationToken).IsEmpty
            ? new(image, sites, probes)
            : null;
    }

    private (CSharpCompilation Compilation, Dictionary<SyntaxTree, SyntaxTree> Written, ImmutableArray<ProbeSite> Probes) Write(List<Site> sites)
    {
        var probes = ImmutableArray.CreateBuilder<ProbeSite>();
        var byTree = sites.ToLookup(s => s.Tree);
        var written = new Dictionary<SyntaxTree, SyntaxTree>();
        var result = candidate.WithOptions(Options());
        foreach (var tree in candidate.SyntaxTrees.Where(t => SourcePaths.ToTreePath(t) is not null))
        {
            var text = SchemataWriter.Write(candidate.GetSemanticModel(tree), byTree[tree], lambdas, options.Coverage ? probes : null, cancellationToken);
            var source = SourceText.From(text, tree.Encoding, SourceHashAlgorithm.Sha256);
            var now = CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)tree.Options, tree.FilePath, cancellationToken);
            written[tree] = now;
            result = result.ReplaceSyntaxTree(tree, now);
        }

        return (result.AddSyntaxTrees(generate(ProbeSource.Document, ProbeSource.Text(options, probes.Count, Math.Max(1, sites.Count)))), written, probes.ToImmutable());
    }

    /// <summary>Nobody reads warnings or steps through it, and it is to run fast. Nullability changes warnings only, and following it through all alternatives costs.</summary>
    private CSharpCompilationOptions Options()
    {
        var present = candidate.Options;
        var nullable = present.NullableContextOptions is NullableContextOptions.Enable or NullableContextOptions.Annotations ? NullableContextOptions.Annotations : NullableContextOptions.Disable;
        return present.WithOptimizationLevel(OptimizationLevel.Release).WithNullableContextOptions(nullable).WithWarningLevel(0);
    }

    private void TakeOut(IEnumerable<Diagnostic> errors, List<Site> sites, Dictionary<SyntaxTree, SyntaxTree> written, int round)
    {
        var blame = new Blame(sites, written);
        foreach (var error in errors)
        {
            blame.Add(error);
        }

        if (blame.Wrong.Count + blame.Moving.Count + blame.Suspects.Count == 0)
        {
            Fallback();
            return;
        }

        Drop(blame.Wrong);
        Move(blame.Moving.Except(blame.Wrong));
        if (blame.Wrong.Count + blame.Moving.Count == 0)
        {
            Ask(blame.Suspects, round);
        }
    }

    /// <summary>Each suspect alone: what does not compile is out. Where all do, they don't compile together, or not switched.</summary>
    private void Ask(HashSet<Alternative> suspects, int round)
    {
        var wrong = round < patience ? suspects.Where(s => !single.Compiles(s.Edit, cancellationToken)).ToList() : [];
        Drop(wrong);
        if (wrong.Count == 0)
        {
            Move(suspects);
        }
    }

    private void Drop(IEnumerable<Alternative> wrong)
    {
        foreach (var alternative in wrong)
        {
            alternative.Withdraw();
            dropped++;
        }

        alternatives.RemoveAll(a => a.Place is null);
    }

    private void Move(IEnumerable<Alternative> moving)
    {
        foreach (var alternative in moving.ToList())
        {
            alternative.Move();
            if (alternative.Place is null)
            {
                notSwitchable.Add(alternative);
            }
        }

        alternatives.RemoveAll(a => a.Place is null);
    }

    /// <summary>Errors that no place has to do with: first lambdas stay as they are, then half of the edits go.</summary>
    private void Fallback()
    {
        if (lambdas)
        {
            lambdas = false;
            return;
        }

        Shrink();
    }

    /// <summary>The less promising half goes.</summary>
    private void Shrink()
    {
        var late = alternatives.Skip(alternatives.Count / 2).ToList();
        late.ForEach(a => a.Withdraw());
        notSwitchable.AddRange(late);
        alternatives.RemoveAll(a => a.Place is null);
    }

    private static ImmutableArray<SwitchableEdit> Switchable(List<Site> sites) =>
        [.. sites.SelectMany(s => s.Alternatives.Select((a, j) => new SwitchableEdit(a.Edit, s.Number, j + 1, a.Order))).OrderBy(e => e.Order)];

    private sealed record Made(Core.Checks.AssemblyImage Image, List<Site> Sites, ImmutableArray<ProbeSite> Probes);
}
