using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CodeRefine.Core.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Patches;

/// <summary>The sources while a patch goes over them: each edit sees what the edits before it left.</summary>
internal sealed class PatchedFiles(Problem problem, SourceTree tree, ImmutableArray<MetadataReference> references)
{
    // Files that a patch leaves alone are the same object from one tree to the next: they are parsed once in their life.
    private static readonly ConditionalWeakTable<SourceFile, SyntaxTree> Parsed = [];
    private CSharpCompilation? compilation;

    public Problem Problem { get; } = problem;
    public SourceTree Original { get; } = tree;
    public SourceTree Tree { get; private set; } = tree;
    public CSharpParseOptions ParseOptions { get; } = CodeParsing.Options(problem.Compile);

    /// <summary>The file that the last edit changed; null when it changed none.</summary>
    public string? ChangedPath { get; set; }

    public IEnumerable<string> SourcePaths => Tree.Paths.Where(IsSource);

    public static bool IsSource(string path) => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    public void Set(string path, string text)
    {
        Tree = Tree.With(path, text);
        ChangedPath = path;
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
    public SemanticModel Model(SyntaxTree syntax) => (compilation ??= Compile()).GetSemanticModel(syntax);

    private CSharpCompilation Compile()
    {
        var globals = string.Concat(CodeParsing.GlobalUsings(Problem.Compile).Select(u => $"global using {u};\n"));
        return CSharpCompilation.Create("Patched", [CSharpSyntaxTree.ParseText(globals, ParseOptions), .. SourcePaths.Select(Parse)], references);
    }
}
