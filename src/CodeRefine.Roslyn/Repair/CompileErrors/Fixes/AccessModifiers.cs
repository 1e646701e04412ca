using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>A member or type that its users may not see, or that shows less than its signature needs; an interface's member that is not public.</summary>
public sealed class AccessModifiers : CompileFix
{
    public override string Family => "access";

    public override ImmutableArray<string> Ids => ["CS0122", "CS0050", "CS0051", "CS0052", "CS0053", "CS0054", "CS0055", "CS0056", "CS0057", "CS0058", "CS0059", "CS0060", "CS0061", "CS0621", "CS0507", "CS0737", "CS0272", "CS0271", "CS0535", "CS0738", "CS0712", "CS1729"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context) =>
        Symbols(error, context).SelectMany(s => s.DeclaringSyntaxReferences).Select(r => r.GetSyntax()).SelectMany(d => Open(d, context));

    private static IEnumerable<ISymbol> Symbols(CompileError error, FixContext context)
    {
        var model = context.File(error.Tree).Model;
        if (error.Id is "CS0535" or "CS0737" or "CS0738")
        {
            // A method of the interface's name stands there, only hidden.
            var wanted = error.Diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Split('\'');
            return error.Ancestor<TypeDeclarationSyntax>() is { } type && model.GetDeclaredSymbol(type) is { } declared
                ? declared.GetMembers().Where(m => m.DeclaredAccessibility != Accessibility.Public && wanted.Any(w => w.Contains("." + m.Name, StringComparison.Ordinal))) : [];
        }

        var info = model.GetSymbolInfo(error.Node);
        var parent = error.Node.Parent is { } above ? model.GetSymbolInfo(above) : default;
        var named = error.Node is MemberDeclarationSyntax or VariableDeclaratorSyntax ? [.. Signature(model.GetDeclaredSymbol(error.Node))] : Array.Empty<ISymbol>();
        return named.Concat(new[] { info.Symbol }.OfType<ISymbol>()).Concat(info.CandidateSymbols).Concat(parent.CandidateSymbols).Distinct<ISymbol>(SymbolEqualityComparer.Default);
    }

    /// <summary>The types that a member shows.</summary>
    private static IEnumerable<ISymbol> Signature(ISymbol? member) => member switch
    {
        IMethodSymbol method => method.Parameters.SelectMany(p => Parts(p.Type)).Concat(Parts(method.ReturnType)),
        IPropertySymbol property => Parts(property.Type),
        IFieldSymbol shown => Parts(shown.Type),
        INamedTypeSymbol type => type.Interfaces.Concat(type.BaseType is { } above ? [above] : []),
        _ => [],
    };

    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Parts(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(Parts).Prepend(named),
        _ => [],
    };

    private static IEnumerable<CandidateEdit> Open(SyntaxNode declaration, FixContext context)
    {
        if (declaration is AccessorDeclarationSyntax { Modifiers: [var only] } accessor)
        {
            return context.Edit(accessor.SyntaxTree, 0.85, $"open the accessor of `{TextChanges.Brief(accessor.Parent!.Parent!.ToString(), 40)}`", new TextChange(TextSpan.FromBounds(only.SpanStart, accessor.Keyword.SpanStart), ""));
        }

        if (declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member || !context.CanEdit(declaration.SyntaxTree))
        {
            return [];
        }

        if (member is PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } && member.Modifiers.Any(SyntaxKind.PublicKeyword) && accessors.FirstOrDefault(a => a.Modifiers.Count == 1) is { } hidden)
        {
            return Open(hidden, context);
        }

        var old = member.Modifiers.Where(m => m.Kind() is SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.InternalKeyword or SyntaxKind.FileKeyword).ToList();
        var name = TextChanges.Brief(member.ToString(), 40);
        if (old.Count > 0)
        {
            return context.Edit(member.SyntaxTree, 0.9, $"make `{name}` public", new TextChange(TextSpan.FromBounds(old[0].SpanStart, old[^1].Span.End), "public"));
        }

        return member.Modifiers.Any(SyntaxKind.PublicKeyword) ? [] : context.Insert(member.SyntaxTree, FirstToken(member).SpanStart, "public ", 0.9, $"make `{name}` public");
    }

    private static SyntaxToken FirstToken(MemberDeclarationSyntax member) =>
        member.Modifiers.Count > 0 ? member.Modifiers[0] : member.AttributeLists.Count > 0 ? member.AttributeLists[^1].GetLastToken().GetNextToken() : member.GetFirstToken();
}
