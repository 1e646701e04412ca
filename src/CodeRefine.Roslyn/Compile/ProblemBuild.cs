using System.Collections.Immutable;
using System.Text;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Policy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Compile;

/// <summary>What stays warm between two builds of one problem: parsed check sources, bound references, the last compilations.</summary>
internal sealed class ProblemBuild
{
    private const int keptCandidates = 16;
    private const int keptChecks = 32;
    private readonly CompiledPart part;
    private readonly TreeParser parser;
    private readonly WarmCompilation candidates;
    private readonly Lru<string, CSharpCompilation> byTree = new(keptCandidates);
    private readonly CSharpCompilation checksAlone;
    private CheckFaults? checkFaults;
    private FrameworkShadows? shadows;

    /// <param name="project">What real projects are compiled with; null for a task's folder.</param>
    public ProblemBuild(Problem problem, ReferenceSet references, ProjectInputs? project, CancellationToken cancellationToken)
    {
        References = references;
        Project = project;
        var setup = CompilerSetup.From(problem.Compile);
        part = project?.Candidate ?? new CompiledPart { AssemblyName = CompilerSetup.CandidateName, Parse = setup.Parse, Options = setup.Compilation, References = references.Candidate, Extras = setup.CandidateExtras };
        parser = new(part.Parse);
        candidates = new(CSharpCompilation.Create(part.AssemblyName, references: part.References, options: OptionsOf(part)));
        var checkParser = project is null ? parser : new(project.Checks.Parse);
        CheckTrees = [.. problem.CheckSources.Files
            .Where(f => SourcePaths.IsCSharp(f.Key))
            .Select(f => checkParser.Parse(SourcePaths.ForChecks(f.Key), f.Value, cancellationToken))];
        ImmutableArray<SyntaxTree> xunit = project is not null || CheckTrees.Any(ImportsXunit) ? [] : [setup.XunitUsing];
        checksAlone = project is { Checks: var checks }
            ? CSharpCompilation.Create(checks.AssemblyName, [.. CheckTrees, .. checks.Extras], checks.References, OptionsOf(checks))
            : CSharpCompilation.Create(CompilerSetup.ChecksName, [.. CheckTrees, .. setup.ChecksExtras, .. xunit], references.Checks, setup.Compilation);
        CheckSyntaxErrors = [.. CheckTrees.SelectMany(t => t.GetDiagnostics(cancellationToken)).Where(Diagnostics.IsError)];
    }

    public ReferenceSet References { get; }
    public ProjectInputs? Project { get; }
    public ImmutableHashSet<string> FrameworkNames => Project is { FrameworkAssemblies.IsEmpty: false } ? Project.FrameworkAssemblies : References.CheckFrameworkNames;
    public ImmutableArray<SyntaxTree> CheckTrees { get; }
    public ImmutableArray<Diagnostic> CheckSyntaxErrors { get; }

    /// <summary>Compiled checks by what they can see of the candidate.</summary>
    public Lru<string, CompiledChecks> ChecksBySurface { get; } = new(keptChecks);

    /// <summary>Bounds trees: only sources that the guard let pass.</summary>
    public CSharpCompilation Candidate(SourceTree tree, CancellationToken cancellationToken) => byTree.GetOrAdd(tree.Hash, _ => MakeCandidate(tree, cancellationToken));

    /// <summary>The checks against this candidate; their own trees and references are shared between all candidates.</summary>
    public CSharpCompilation Checks(CSharpCompilation candidate) => checksAlone.AddReferences(candidate.ToMetadataReference());

    /// <summary>Errors that the checks have by themselves. They are the same against every candidate, so they are looked for once.</summary>
    public CheckFaults FaultsOf(CSharpCompilation checks, CancellationToken cancellationToken) => checkFaults ??= CheckFaults.Find(checks, cancellationToken);

    public FrameworkShadows ShadowsOf(CSharpCompilation checks) => shadows ??= new(checks, FrameworkNames);

    public SyntaxTree Parse(string document, SourceFile file, CancellationToken cancellationToken) => parser.Parse(document, file, cancellationToken);

    public SyntaxTree Generated(string name, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), part.Parse, name);

    private CSharpCompilation MakeCandidate(SourceTree tree, CancellationToken cancellationToken)
    {
        var trees = tree.Files
            .Where(f => SourcePaths.IsCSharp(f.Key))
            .Select(f => parser.Parse(SourcePaths.ForCandidate(f.Key), f.Value, cancellationToken))
            .Concat(part.Extras)
            .ToDictionary(t => t.FilePath, StringComparer.Ordinal);
        var compilation = candidates.With(trees);

        // Only an executable may hold top-level statements; with a mere Main a library will do.
        var kind = trees.Values.Any(HasTopLevelStatements) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        return compilation.Options.OutputKind == kind ? compilation : compilation.WithOptions(compilation.Options.WithOutputKind(kind));
    }

    private static CSharpCompilationOptions OptionsOf(CompiledPart part) => part.Resources.IsEmpty ? part.Options : part.Options.WithSourceReferenceResolver(new ResourceCarrier(part.Resources));

    private static bool HasTopLevelStatements(SyntaxTree tree) => tree.GetCompilationUnitRoot().Members.Any(m => m is GlobalStatementSyntax);

    private static bool ImportsXunit(SyntaxTree tree) => tree.GetCompilationUnitRoot().DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>().Any(u => u.Name?.ToString() is "Xunit" or "global::Xunit");
}
