using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Explain;

/// <summary>What a declaration owes: a returned value, members of its interfaces, a member to override.</summary>
internal static class ContractExplanations
{
    private const int Most = 10;

    public static IEnumerable<string> Return(DiagnosticPlace place)
    {
        var owner = place.Node.AncestorsAndSelf().FirstOrDefault(n => n is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
        var method = owner switch
        {
            null => null,
            AnonymousFunctionExpressionSyntax lambda => place.Model.GetSymbolInfo(lambda).Symbol as IMethodSymbol,
            _ => place.Model.GetDeclaredSymbol(owner) as IMethodSymbol,
        };
        if (method is null || method.ReturnsVoid)
        {
            yield break;
        }

        var type = method.ReturnType.ToMinimalDisplayString(place.Model, place.Position);
        var last = owner!.ChildNodes().OfType<BlockSyntax>().FirstOrDefault()?.Statements.LastOrDefault();
        var where = last is null ? "" : $" after the `{FirstWord(last)}` of line {last.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
        yield return $"`{method.Name}` returns `{type}`: each path through it must end in `return` with such a value or in `throw`; one runs to the end of the body{where}.";
    }

    public static IEnumerable<string> MissingMembers(DiagnosticPlace place)
    {
        if (place.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration || place.Model.GetDeclaredSymbol(declaration) is not { } type)
        {
            return [];
        }

        var ofInterfaces = type.AllInterfaces.SelectMany(i => i.GetMembers()).Where(m => m.IsAbstract && m is not IMethodSymbol { AssociatedSymbol: not null } && type.FindImplementationForInterfaceMember(m) is null);
        var missing = ofInterfaces.Concat(AbstractOnes(type)).Distinct(SymbolEqualityComparer.Default).OfType<ISymbol>().ToList();
        return missing.Count == 0 ? [] : [$"`{type.Name}` still has to declare {string.Join(", ", missing.Take(Most).Select(m => $"`{SymbolOfferings.Signature(m)}`"))}{(missing.Count > Most ? $" and {missing.Count - Most} more" : "")}."];
    }

    public static IEnumerable<string> Overridable(DiagnosticPlace place)
    {
        if (place.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } declaration || place.Model.GetDeclaredSymbol(declaration) is not { } member)
        {
            return [];
        }

        var open = Bases(member.ContainingType).SelectMany(b => b.GetMembers()).Where(m => (m.IsVirtual || m.IsAbstract || m.IsOverride) && !m.IsSealed && m is not IMethodSymbol { AssociatedSymbol: not null }).ToList();
        var same = open.Where(m => m.Name == member.Name).ToList();
        var near = same.Count > 0 ? same : [.. NearestNames.Of(member.Name, open.Select(m => m.Name)).Select(n => open.First(m => m.Name == n))];
        return (near.Count > 0 ? near : open).Take(Most).Select(m => $"`{SymbolOfferings.Signature(m)}` can be overridden.");
    }

    private static IEnumerable<ISymbol> AbstractOnes(INamedTypeSymbol type)
    {
        if (type.IsAbstract || type.TypeKind == TypeKind.Interface)
        {
            yield break;
        }

        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var level in Bases(type).Prepend(type))
        {
            foreach (var member in level.GetMembers().Where(m => m is not IMethodSymbol { AssociatedSymbol: not null }))
            {
                if (member.IsAbstract && !overridden.Contains(member.OriginalDefinition))
                {
                    yield return member;
                }

                var over = member switch { IMethodSymbol m => (ISymbol?)m.OverriddenMethod, IPropertySymbol p => p.OverriddenProperty, IEventSymbol e => e.OverriddenEvent, _ => null };
                if (over is not null)
                {
                    overridden.Add(over.OriginalDefinition);
                }
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var level = type.BaseType; level is not null; level = level.BaseType)
        {
            yield return level;
        }
    }

    private static string FirstWord(StatementSyntax statement) => statement.GetFirstToken().Text;
}
