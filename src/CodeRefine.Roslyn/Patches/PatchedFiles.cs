using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Policy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Patches;

/// <summary>The sources while a patch goes over them: each edit sees what the edits before it left.</summary>
internal sealed class PatchedFiles(Problem problem, SourceTree tree, ImmutableArray<MetadataReference> references)
{
    // Files that a patch leaves alone are the same object from one tree to the next: they are parsed once in their life.
    private static readonly ConditionalWeakTable<SourceFile, SyntaxTree> Parsed = [];
    private readonly CompilerSetup setup = CompilerSetup.From(problem.Compile);
    private readonly Dictionary<string, string> unreadable = SourceGuard.Inspect(tree, problem.Compile).GroupBy(v => v.Path).ToDictionary(g => g.Key, g => g.First().Reason);
    private CSharpCompilation? compilation;
    private CSharpParseOptions? parseOptions;

    public Problem Problem { get; } = problem;
    public SourceTree Original { get; } = tree;
    public SourceTree Tree { get; private set; } = tree;

    /// <summary>The builder's, with documentation comments: a replaced member's are looked at.</summary>
    public CSharpParseOptions ParseOptions => parseOptions ??= setup.Parse.WithDocumentationMode(DocumentationMode.Parse);

    /// <summary>Using directives that hold in every file without being written there.</summary>
    public IEnumerable<UsingDirectiveSyntax> ImpliedUsings => setup.CandidateExtras.SelectMany(t => t.GetCompilationUnitRoot().Usings);

    /// <summary>The file that the last edit changed; null when it changed none.</summary>
    public string? ChangedPath { get; set; }

    /// <summary>Files that may be parsed: hostile nesting would exhaust the stack.</summary>
    public IEnumerable<string> SourcePaths => Tree.Paths.Where(p => IsSource(p) && Unreadable(p) is null);

    public static bool IsSource(string path) => Compile.SourcePaths.IsCSharp(path);

    /// <summary>Null when parts of the file at <paramref name="path"/> may be changed.</summary>
    public string? RefuseChange(string path) => PathRules.RefuseExisting(Problem, Tree, path)
        ?? (Unreadable(path) is { } reason ? $"`{path}` can't be changed in parts, only given whole: {reason}" : null);

    /// <summary>Null when <paramref name="code"/> may be parsed.</summary>
    public string? RefuseCode(string code) => SourceGuard.Inspect(SourceTree.From(("code.cs", code)), Problem.Compile) is [var refused, ..] ? refused.Reason : null;

    public void Set(string path, string text)
    {
        Tree = Tree.With(path, text);
        ChangedPath = path;
        compilation = null;
    }

    /// <summary>Takes back what an edit left.</summary>
    public void Restore(SourceTree before)
    {
        Tree = before;
        ChangedPath = null;
        compilation = null;
    }

    public void Remove(string path)
    {
        Tree = Tree.Without(path);
        ChangedPath = path;
        compilation = null;
    }

    public SyntaxTree Parse(string path) => Parse(path, Tree[path]);

    public SyntaxTree Parse(string path, SourceFile file)
    {
        if (Parsed.TryGetValue(file, out var known) && known.FilePath == path && known.Options.Equals(ParseOptions))
        {
            return known;
        }

        var parsed = CSharpSyntaxTree.ParseText(SourceText.From(file.Text, System.Text.Encoding.UTF8), ParseOptions, path);
        Parsed.AddOrUpdate(file, parsed);
        return parsed;
    }

    /// <summary>Enough of a compilation to name symbols; it is never emitted and no body of it is bound.</summary>
    public SemanticModel Model(SyntaxTree syntax) => (compilation ??= NewCompilation()).GetSemanticModel(syntax);

    /// <summary>What a patch leaves was looked at when it was left; only the files that it found there can be so.</summary>
    private string? Unreadable(string path) => unreadable.TryGetValue(path, out var reason) && ReferenceEquals(Tree[path], Original[path]) ? reason : null;

    private CSharpCompilation NewCompilation() =>
        CSharpCompilation.Create(CompilerSetup.CandidateName, [.. setup.CandidateExtras, .. SourcePaths.Select(Parse)], references, setup.Compilation);
}
