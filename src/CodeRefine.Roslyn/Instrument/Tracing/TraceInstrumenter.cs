using CodeRefine.Core.Builds;
using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>Compiles a candidate with tracing probes in it. Probes that don't compile where they stand are left out; nothing but the probes is changed.</summary>
internal static class TraceInstrumenter
{
    private const int MostRounds = 4;

    /// <summary>Null where the sources don't compile with probes, whatever is left out.</summary>
    public static (BuildResult.Success Build, TraceMap Map)? Build(CSharpCompilation candidate, BuildResult.Success plain, TraceOptions options, Func<string, string, SyntaxTree> generate, CancellationToken cancellationToken)
    {
        foreach (var lambdas in new[] { true, false })
        {
            var left = new HashSet<TracePlace>();
            for (var round = 0; round < MostRounds; round++)
            {
                var (compilation, map, placed) = Write(candidate, options, lambdas, left, generate, cancellationToken);
                var emitted = CandidateEmitter.Emit(compilation, withSurface: false, cancellationToken);
                if (emitted.Image is { } image)
                {
                    return (plain with { Candidate = image, Diagnostics = [] }, map);
                }

                var known = left.Count;
                left.UnionWith(emitted.Diagnostics.Where(Diagnostics.IsError).SelectMany(e => PlacesOf(e, placed)));
                if (left.Count == known)
                {
                    break;
                }
            }
        }

        return null;
    }

    /// <summary>The texts with probes in them, by path in the source tree.</summary>
    public static (CSharpCompilation Compilation, TraceMap Map, List<(TracePlace Place, int Start, int Length)> Placed) Write(
        CSharpCompilation candidate, TraceOptions options, bool lambdas, IReadOnlySet<TracePlace> left, Func<string, string, SyntaxTree> generate, CancellationToken cancellationToken)
    {
        var map = new TraceMap();
        var placed = new List<(TracePlace Place, int Start, int Length)>();
        var result = candidate;
        foreach (var tree in candidate.SyntaxTrees)
        {
            if (SourcePaths.ToTreePath(tree) is not { } path)
            {
                continue;
            }

            var model = candidate.GetSemanticModel(tree);
            var insertions = new Insertions();
            var guest = new TraceWriter(model, path, map, left, placed, cancellationToken);
            ProbeWriter.Collect(tree.GetRoot(cancellationToken), insertions, lambdas ? new ModelLambdas(model) : null, path, null, guest, cancellationToken);
            var source = SourceText.From(insertions.ApplyTo(tree.GetText(cancellationToken).ToString()), tree.Encoding, SourceHashAlgorithm.Sha256);
            result = result.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)tree.Options, tree.FilePath, cancellationToken));
        }

        var variables = map.Functions.Select(f => f.Variables.Count).DefaultIfEmpty(0).Max();
        var probes = new InstrumentOptions { StepLimit = options.Steps, DepthLimit = options.Depth, TimeLimit = options.Stop };
        return (result.AddSyntaxTrees(
            generate(ProbeSource.Document, ProbeSource.Text(probes, 0)),
            generate(TraceSource.Document, TraceSource.Text(map.Loops.Count, variables, options.Hangs))), map, placed);
    }

    private static IEnumerable<TracePlace> PlacesOf(Diagnostic error, List<(TracePlace Place, int Start, int Length)> placed)
    {
        var path = SourcePaths.ToTreePath(error.Location.SourceTree);
        var span = error.Location.SourceSpan;
        return placed.Where(p => p.Place.Path == path && p.Start <= span.End && span.Start <= p.Start + p.Length).Select(p => p.Place);
    }
}

/// <param name="Steps">Loop rounds and entries of functions after which the run is stopped.</param>
/// <param name="Depth">Calls inside one another.</param>
/// <param name="Stop">Running time after which the run is stopped.</param>
/// <param name="Hangs">The check is known not to end: it is recorded at both ends alone.</param>
internal sealed record TraceOptions(long Steps, int Depth, TimeSpan Stop, bool Hangs);
