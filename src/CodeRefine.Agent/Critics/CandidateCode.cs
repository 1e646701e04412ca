using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Explain;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Agent.Critics;

/// <summary>The candidate that a verdict is on, and what can be asked about its places.</summary>
/// <param name="Compilation">Null where the candidate is not to be compiled.</param>
/// <param name="Checks">The compilation of the checks against it; null where there is none.</param>
internal sealed record CandidateCode(Problem Problem, SourceTree Tree, CSharpCompilation? Compilation, CSharpCompilation? Checks, CancellationToken CancellationToken)
{
    public StackFrameInfo? FirstFrame(IEnumerable<StackFrameInfo> stack) => stack.FirstOrDefault(f => f.Path is { } path && f.Line > 0 && Tree.Contains(path));

    public CritiqueLocation LocationOf(string path, int line) => new(path, line, SyntaxOf(path) is var (tree, model) && PositionOf(tree, line) is { } position ? MemberLocator.Enclosing(model, tree.GetRoot(CancellationToken), position) : null);

    public CritiqueLocation? LocationOf(ISymbol? symbol)
    {
        if (symbol?.DeclaringSyntaxReferences.FirstOrDefault() is not { } declared || SourcePaths.ToTreePath(declared.SyntaxTree) is not { } path || !Tree.Contains(path))
        {
            return null;
        }

        var name = symbol.Locations.FirstOrDefault(l => l.SourceTree == declared.SyntaxTree) ?? declared.GetSyntax(CancellationToken).GetLocation();
        return new CritiqueLocation(path, name.GetLineSpan().StartLinePosition.Line + 1, symbol.GetDocumentationCommentId());
    }

    /// <summary>The member around a line as a person would name it: <c>Stack.Pop</c>; null where there is none.</summary>
    public string? NameAt(string path, int line) =>
        SyntaxOf(path) is var (tree, model) && PositionOf(tree, line) is { } position && MemberLocator.DeclarationAt(tree.GetRoot(CancellationToken), position) is { } declaration
            ? NameOf(model.GetDeclaredSymbol(declaration is BaseFieldDeclarationSyntax { Declaration.Variables: [var first, ..] } ? first : declaration))
            : null;

    public static string? NameOf(ISymbol? symbol) => symbol switch
    {
        null => null,
        INamedTypeSymbol type => type.Name,
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => $"new {symbol.ContainingType.Name}",
        IPropertySymbol { IsIndexer: true } => $"{symbol.ContainingType.Name}[]",
        _ => symbol.ContainingType is { } type ? $"{type.Name}.{symbol.Name}" : symbol.Name,
    };

    /// <summary>The line with some around it, as a block; null where the file has no such line.</summary>
    public string? Excerpt(string path, int line, int around = 2) =>
        Tree.TryGet(path, out var file) && SourceExcerpt.Of(file.Text, line, around: around) is { Length: > 0 } excerpt ? PlainText.Block(excerpt, "csharp") : null;

    /// <summary>The innermost loop around a line, whole when it is not long; else the lines around.</summary>
    public string? LoopAt(string path, int line)
    {
        if (SyntaxOf(path) is not var (tree, _) || PositionOf(tree, line) is not { } position)
        {
            return Excerpt(path, line, 4);
        }

        var loop = tree.GetRoot(CancellationToken).FindToken(position).Parent?.AncestorsAndSelf().FirstOrDefault(n => n is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax);
        var span = loop?.GetLocation().GetLineSpan();
        return span is { } lines && lines.EndLinePosition.Line - lines.StartLinePosition.Line < 25
            ? PlainText.Block(SourceExcerpt.Lines(Tree[path].Text, lines.StartLinePosition.Line + 1, lines.EndLinePosition.Line + 1, line), "csharp")
            : Excerpt(path, line, 6);
    }

    private (SyntaxTree Tree, SemanticModel Model)? SyntaxOf(string path)
    {
        var document = SourcePaths.ForCandidate(path);
        return Compilation?.SyntaxTrees.FirstOrDefault(t => t.FilePath == document) is { } tree ? (tree, Compilation.GetSemanticModel(tree)) : null;
    }

    /// <summary>Where the line's first token begins.</summary>
    private static int? PositionOf(SyntaxTree tree, int line)
    {
        var text = tree.GetText();
        if (line < 1 || line > text.Lines.Count)
        {
            return null;
        }

        var span = text.Lines[line - 1].Span;
        return span.Start + text.ToString(span).TakeWhile(char.IsWhiteSpace).Count();
    }
}
