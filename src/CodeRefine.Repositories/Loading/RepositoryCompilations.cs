using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Repositories.Loading;

/// <summary>
/// Roslyn's view of a loaded repository: for each project the compilation that its build would make, from the captured command line. Trees of the checkout's
/// files are named as <see cref="SourcePaths.ForCandidate"/> names them (<see cref="SourcePaths.ToTreePath(SyntaxTree?)"/> gives the path back), projects
/// refer to each other as compilations. Safe for concurrent calls; no analyzer or generator runs in this process.
/// </summary>
public sealed class RepositoryCompilations(LoadedRepository repository)
{
    private readonly ConcurrentDictionary<string, Lazy<CSharpCompilation>> compilations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<CSharpCommandLineArguments>> arguments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Path, CSharpParseOptions Options), SyntaxTree> trees = new();
    private readonly ConcurrentDictionary<string, MetadataReference?> references = new(StringComparer.Ordinal);

    public LoadedRepository Repository => repository;

    /// <summary>The compilation of the checkout's own sources. It may hold errors.</summary>
    public CSharpCompilation For(LoadedProject project) =>
        compilations.GetOrAdd(project.Id, _ => new(() => Create(project))).Value;

    public CSharpParseOptions ParseOptions(LoadedProject project) => Arguments(project).ParseOptions.WithDocumentationMode(DocumentationMode.None);

    /// <summary>As the command line has them; deterministic and on the caller's thread, analyzers' severities kept.</summary>
    public CSharpCompilationOptions Options(LoadedProject project) => Arguments(project).CompilationOptions
        .WithConcurrentBuild(false)
        .WithDeterministic(true)
        .WithOptimizationLevel(OptimizationLevel.Debug)
        .WithGeneralDiagnosticOption(ReportDiagnostic.Default)
        .WithMetadataImportOptions(MetadataImportOptions.Public)
        .WithAssemblyIdentityComparer(DesktopAssemblyIdentityComparer.Default);

    /// <summary>References to packages and frameworks, with their aliases; a file that is missing is left out.</summary>
    public ImmutableArray<MetadataReference> External(LoadedProject project)
    {
        var known = project.References.ToHashSet(StringComparer.Ordinal);
        return [.. Arguments(project).MetadataReferences
            .Select(r => (Path: Absolute(project, r.Reference), r.Properties))
            .Where(r => known.Contains(r.Path))
            .Select(r => references.GetOrAdd(r.Path, static p => File.Exists(p) ? MetadataReference.CreateFromFile(p) : null)?.WithProperties(r.Properties))
            .OfType<MetadataReference>()];
    }

    /// <summary>What the build adds to the sources of the checkout.</summary>
    public ImmutableArray<SyntaxTree> GeneratedTrees(LoadedProject project)
    {
        var options = ParseOptions(project);
        return [.. project.Generated.Select(g => CSharpSyntaxTree.ParseText(SourceText.From(g.Text, Encoding.UTF8, SourceHashAlgorithm.Sha256), options, g.Name))];
    }

    /// <summary>Embedded resources that are on disk.</summary>
    public ImmutableArray<ResourceDescription> Resources(LoadedProject project) => Arguments(project).ManifestResources;

    public CSharpCommandLineArguments Arguments(LoadedProject project) => arguments.GetOrAdd(
        project.Id,
        _ => new(() => CSharpCommandLineParser.Default.Parse(project.CompilerArguments, FolderOf(project), sdkDirectory: null))).Value;

    private CSharpCompilation Create(LoadedProject project)
    {
        var options = ParseOptions(project);
        var own = project.Sources.Where(repository.Sources.Contains).Select(path => trees.GetOrAdd((path, options), key => Parse(key.Path, repository.Sources[key.Path], key.Options)));
        var projects = project.ProjectReferences.Select(id => repository.Projects.FirstOrDefault(p => p.Id == id)).OfType<LoadedProject>().Select(p => For(p).ToMetadataReference());
        return CSharpCompilation.Create(project.AssemblyName, [.. own, .. GeneratedTrees(project)], [.. External(project), .. projects], Options(project));
    }

    private static SyntaxTree Parse(string path, SourceFile file, CSharpParseOptions options) => CSharpSyntaxTree.ParseText(
        SourceText.From(file.Text, file.Encoding is SourceEncoding.Utf16LittleEndian ? Encoding.Unicode : file.Encoding is SourceEncoding.Utf16BigEndian ? Encoding.BigEndianUnicode : Encoding.UTF8, SourceHashAlgorithm.Sha256),
        options,
        SourcePaths.ForCandidate(path));

    private string FolderOf(LoadedProject project) => Path.GetDirectoryName(Path.Combine(repository.Root, project.Path))!;

    private string Absolute(LoadedProject project, string path) => Path.GetFullPath(path, FolderOf(project));
}
