using System.Collections.Immutable;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>The checks use a name that the candidate spells otherwise: the candidate's declaration is renamed, with all its uses.</summary>
public sealed class NameForTheChecks : CompileFix
{
    public override string Family => "name for the checks";

    public override ImmutableArray<string> Ids => ["CS0103", "CS0117", "CS0246", "CS1061", "CS0234", "CS1739"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        if (context.Candidate.ContainsSyntaxTree(error.Tree) || !error.Token.IsKind(SyntaxKind.IdentifierToken))
        {
            return [];
        }

        var wanted = error.Node is SimpleNameSyntax name ? name.Identifier.ValueText : error.Token.ValueText;
        var model = context.Compilation.GetSemanticModel(error.Tree);
        return Declared(error, model, context)
            .Select(s => (Symbol: s, Likeness: Spelling.Likeness(s.Name, wanted)))
            .Where(s => s.Likeness > 0)
            .OrderByDescending(s => s.Likeness).Take(6)
            .SelectMany(s => Rename(s.Symbol, wanted, s.Likeness, context));
    }

    /// <summary>What the candidate declares where the checks look.</summary>
    private static IEnumerable<ISymbol> Declared(CompileError error, SemanticModel model, FixContext context)
    {
        if (error.Node.Parent is MemberAccessExpressionSyntax access && access.Name == error.Node)
        {
            var receiver = model.GetSymbolInfo(access.Expression).Symbol as INamespaceOrTypeSymbol ?? model.GetTypeInfo(access.Expression).Type;
            return receiver is ITypeSymbol type ? TypeFacts.WithBases(type).SelectMany(t => t.GetMembers()).Where(m => m.DeclaringSyntaxReferences.Length > 0) : Types(context);
        }

        return error.Id == "CS1739"
            ? model.GetSymbolInfo(error.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() ?? error.Node).CandidateSymbols.OfType<IMethodSymbol>().SelectMany(m => m.Parameters)
            : Types(context);
    }

    private static IEnumerable<ISymbol> Types(FixContext context) => context.Candidate.GetSymbolsWithName(_ => true, SymbolFilter.Type);

    private static IEnumerable<CandidateEdit> Rename(ISymbol symbol, string wanted, double likeness, FixContext context)
    {
        var trees = symbol.DeclaringSyntaxReferences.Select(r => r.SyntaxTree).Distinct().ToList();
        if (trees is not [var tree] || !context.CanEdit(tree))
        {
            return [];
        }

        // Uses in other files keep the old name: one edit is one file's, and the next step mends them.
        var model = context.Candidate.GetSemanticModel(tree);
        var changes = tree.GetRoot().DescendantTokens()
            .Where(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == symbol.Name && Means(t, symbol, model))
            .Select(t => new TextChange(t.Span, wanted)).ToArray();
        return changes.Length == 0 ? [] : context.Edit(tree, likeness, $"rename `{symbol.Name}` to `{wanted}`, as the checks call it", changes);
    }

    private static bool Means(SyntaxToken token, ISymbol symbol, SemanticModel model)
    {
        var found = token.Parent is { } parent && (MissingMembers.DeclarationName(parent) == token || parent is ConstructorDeclarationSyntax) ? model.GetDeclaredSymbol(parent) : token.Parent is SimpleNameSyntax name ? model.GetSymbolInfo(name).Symbol : null;
        return found is not null && (Same(found, symbol) || (found is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && Same(constructor.ContainingType, symbol)));
    }

    private static bool Same(ISymbol one, ISymbol other) => one.OriginalDefinition.Name == other.OriginalDefinition.Name && one.OriginalDefinition.DeclaringSyntaxReferences.Select(r => r.Span).SequenceEqual(other.OriginalDefinition.DeclaringSyntaxReferences.Select(r => r.Span));
}
