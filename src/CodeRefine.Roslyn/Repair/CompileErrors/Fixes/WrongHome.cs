using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>A type that the checks look for was put into another namespace or class, or got another name: it goes back to where the sources had it.</summary>
public sealed class WrongHome : CompileFix
{
    public override string Family => "wrong home";

    public override ImmutableArray<string> Ids => ["CS0246", "CS0103", "CS0234", "CS0400", "CS0117", "CS0122"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        if (context.Origin is not { } origin || context.Candidate.ContainsSyntaxTree(error.Tree))
        {
            return [];
        }

        var had = Types(origin).Where(t => t.ContainingType is null).ToList();
        var has = Types(context.Candidate).ToList();
        var lost = had.Where(t => !has.Any(h => h.ContainingType is null && FullName(h) == FullName(t))).ToList();
        return lost.SelectMany(t => Ways(t, has, [.. had.Select(h => h.Name)], context));
    }

    private static IEnumerable<CandidateEdit> Ways(INamedTypeSymbol lost, List<INamedTypeSymbol> has, HashSet<string> had, FixContext context)
    {
        var named = has.Where(h => h.Name == lost.Name && h.Arity == lost.Arity).ToList();
        if (named.Count > 0)
        {
            return named.SelectMany(h => Declaration(h) is not { } type || !context.CanEdit(type.SyntaxTree) ? [] : h.ContainingType is null
                ? context.Edit(type.SyntaxTree, 0.95, $"`{h.Name}` back {Home(lost)}", [.. Rehoused(type, lost)])
                : had.Contains(h.ContainingType.Name) ? [] : Unwrapped(type, lost, context));
        }

        // Another name: the new type that has most of the lost one's members.
        var members = lost.MemberNames.ToHashSet();
        return has.Where(h => h.ContainingType is null && h.Arity == lost.Arity && !had.Contains(h.Name) && h.TypeKind == lost.TypeKind)
            .Select(h => (Type: h, Shared: h.MemberNames.Count(members.Contains)))
            .Where(h => h.Shared > 0).OrderByDescending(h => h.Shared).Take(2)
            .SelectMany(h => Declaration(h.Type) is { } type && context.CanEdit(type.SyntaxTree) ? Renamed(h.Type, type, lost, context) : []);
    }

    private static IEnumerable<CandidateEdit> Renamed(INamedTypeSymbol now, BaseTypeDeclarationSyntax type, INamedTypeSymbol lost, FixContext context)
    {
        var names = type.SyntaxTree.GetRoot().DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == now.Name).Select(t => new TextChange(t.Span, lost.Name));
        return context.Edit(type.SyntaxTree, 0.9, $"`{now.Name}` is `{lost.Name}` {Home(lost)}", [.. names, .. Rehoused(type, lost)]);
    }

    /// <summary>The class around it goes, with what else it holds: it was none of the sources'.</summary>
    private static IEnumerable<CandidateEdit> Unwrapped(BaseTypeDeclarationSyntax type, INamedTypeSymbol lost, FixContext context)
    {
        var outer = type.Ancestors().OfType<TypeDeclarationSyntax>().Last();
        var first = type.Modifiers.FirstOrDefault(m => m.Kind() is not (SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword));
        var start = first.RawKind != 0 ? first.SpanStart : type.Modifiers.Count > 0 ? type.Modifiers[^1].GetNextToken().SpanStart : type.SpanStart;
        return context.Edit(
            type.SyntaxTree, 0.9, $"`{lost.Name}` out of `{outer.Identifier}`",
            [.. Rehoused(outer, lost), new TextChange(TextSpan.FromBounds(outer.SpanStart, start), ""), new TextChange(TextSpan.FromBounds(type.Span.End, outer.Span.End), "")]);
    }

    /// <summary>Changes that put the file's code into the namespace that the type had.</summary>
    private static IEnumerable<TextChange> Rehoused(MemberDeclarationSyntax type, INamedTypeSymbol lost)
    {
        var wanted = lost.ContainingNamespace.IsGlobalNamespace ? "" : lost.ContainingNamespace.ToDisplayString();
        switch (type.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>())
        {
            case null when wanted.Length > 0:
                var unit = (CompilationUnitSyntax)type.SyntaxTree.GetRoot();
                return [new TextChange(new TextSpan(unit.Members[0].SpanStart, 0), $"namespace {wanted};\n\n")];
            case { } space when wanted.Length > 0 && space.Name.ToString() != wanted:
                return [new TextChange(space.Name.Span, wanted)];
            case FileScopedNamespaceDeclarationSyntax space when wanted.Length == 0:
                return [new TextChange(TextSpan.FromBounds(space.SpanStart, space.SemicolonToken.Span.End), "")];
            case NamespaceDeclarationSyntax space when wanted.Length == 0:
                return [new TextChange(TextSpan.FromBounds(space.SpanStart, space.OpenBraceToken.Span.End), ""), new TextChange(space.CloseBraceToken.Span, "")];
            default:
                return [];
        }
    }

    private static string Home(INamedTypeSymbol lost) => lost.ContainingNamespace.IsGlobalNamespace ? "outside of any namespace" : $"in `{lost.ContainingNamespace.ToDisplayString()}`";

    private static string FullName(INamedTypeSymbol type) => $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";

    private static BaseTypeDeclarationSyntax? Declaration(INamedTypeSymbol type) => type.DeclaringSyntaxReferences is [var only] ? only.GetSyntax() as BaseTypeDeclarationSyntax : null;

    private static IEnumerable<INamedTypeSymbol> Types(CSharpCompilation compilation) =>
        compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>().Where(t => t.DeclaringSyntaxReferences.Any(r => CandidatePaths.Of(r.SyntaxTree) is not null));
}
