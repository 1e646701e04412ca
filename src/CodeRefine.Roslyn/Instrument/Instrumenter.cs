using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Instrument;

/// <summary>Compiles a candidate with probes in it.</summary>
internal static class Instrumenter
{
    /// <summary>Null where the sources with probes don't compile, also without those in lambdas.</summary>
    public static InstrumentedBuild? Build(CSharpCompilation candidate, BuildResult.Success plain, InstrumentOptions options, Func<string, string, SyntaxTree> generate, CancellationToken cancellationToken)
    {
        foreach (var lambdas in new[] { true, false })
        {
            var (compilation, probes) = Instrument(candidate, options, lambdas, generate, cancellationToken);
            var emitted = CandidateEmitter.Emit(compilation, withSurface: false, cancellationToken);
            if (emitted.Image is { } image)
            {
                return new(plain with { Candidate = image, Diagnostics = [] }, probes);
            }
        }

        return null;
    }

    public static (CSharpCompilation Compilation, ImmutableArray<ProbeSite> Probes) Instrument(CSharpCompilation candidate, InstrumentOptions options, bool lambdas, Func<string, string, SyntaxTree> generate, CancellationToken cancellationToken)
    {
        var probes = ImmutableArray.CreateBuilder<ProbeSite>();
        var result = candidate;
        foreach (var tree in candidate.SyntaxTrees)
        {
            if (SourcePaths.ToTreePath(tree) is { } path)
            {
                var text = ProbeWriter.Write(candidate.GetSemanticModel(tree), path, options.Coverage, lambdas, probes, cancellationToken);
                var source = SourceText.From(text, tree.Encoding, SourceHashAlgorithm.Sha256);
                result = result.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)tree.Options, tree.FilePath, cancellationToken));
            }
        }

        return (result.AddSyntaxTrees(generate(ProbeSource.Document, ProbeSource.Text(options, probes.Count))), probes.ToImmutable());
    }
}
