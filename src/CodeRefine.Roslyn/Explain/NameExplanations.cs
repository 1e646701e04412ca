using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Explain;

/// <summary>Names that nothing answers to.</summary>
internal static class NameExplanations
{
    private const int MostMembers = 14;

    /// <summary>Edits up to which a name is taken for a slip of the keyboard.</summary>
    private const double Misspelled = 2;

    public static IEnumerable<string> Unknown(DiagnosticPlace place)
    {
        if (place.Node is not SimpleNameSyntax name)
        {
            return [];
        }

        var wanted = name.Identifier.ValueText;
        return Near(SymbolOfferings.NearestInScope(place.Model, place.Position, wanted), "in scope and near to it")
            .Concat(SymbolOfferings.HoldersOf(place.Model, place.Position, wanted).Take(3).Select(h => $"`{h.Holder.Name}` has it: `{h.Holder.Name}.{wanted}` (`{SymbolOfferings.Signature(h.Member)}`)."))
            .Concat(Usings(place, wanted, null));
    }

    public static IEnumerable<string> UnknownType(DiagnosticPlace place)
    {
        if (place.Node.FirstAncestorOrSelf<SimpleNameSyntax>() is not { } name)
        {
            return [];
        }

        var wanted = name.Identifier.ValueText;
        int? arity = name is GenericNameSyntax generic ? generic.Arity : null;
        var found = Usings(place, wanted, arity).ToList();
        if (found.Count == 0 && name.FirstAncestorOrSelf<AttributeSyntax>() is not null)
        {
            found.AddRange(Usings(place, wanted + "Attribute", arity));
        }

        var inScope = SymbolOfferings.NearestTypesInScope(place.Model, place.Position, wanted);
        var near = Near(inScope, "in scope and near to it");
        if (found.Count == 0 && !inScope.Any(s => NearestNames.Cost(wanted, s.Name) <= Misspelled))
        {
            var index = NamespaceIndex.For(place.Compilation);
            near = NearestNames.Of(wanted, index.TypeNames, 3).Select(n => $"Near to it in name is `{index.NamespacesOf(n).FirstOrDefault("global")}.{n}`.").Concat(near);
        }

        return found.Concat(near);
    }

    public static IEnumerable<string> UnknownMember(DiagnosticPlace place)
    {
        if (place.Node.FirstAncestorOrSelf<SimpleNameSyntax>() is not { } name || Receiver(place.Model, name) is not { } type)
        {
            return [];
        }

        var wanted = name.Identifier.ValueText;
        var index = NamespaceIndex.For(place.Compilation);
        var extensions = type is ITypeSymbol { TypeKind: not TypeKind.Error } ? index.NamespacesOfExtension(wanted).Take(3).Select(n => $"`{wanted}` is an extension method in `{n}`: `using {n};` brings it in.") : [];
        var near = Near(SymbolOfferings.NearestMembers(place.Model, place.Position, type, wanted), $"a member of `{type.Name}` and near to it").ToList();
        return near.Concat(extensions).Concat(near.Count == 0 || type.Locations.Any(l => l.IsInSource) ? All(place, type) : []);
    }

    public static INamespaceOrTypeSymbol? Receiver(SemanticModel model, SimpleNameSyntax name)
    {
        ExpressionSyntax? receiver = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            QualifiedNameSyntax qualified when qualified.Right == name => qualified.Left,
            _ => null,
        };
        if (receiver is null)
        {
            // A name in an object initializer, or one that is inherited.
            return name.FirstAncestorOrSelf<InitializerExpressionSyntax>()?.Parent is BaseObjectCreationExpressionSyntax creation ? model.GetTypeInfo(creation).Type : null;
        }

        return model.GetSymbolInfo(receiver).Symbol as INamespaceOrTypeSymbol ?? (model.GetTypeInfo(receiver).Type is { TypeKind: not TypeKind.Error } type ? type : null);
    }

    private static IEnumerable<string> All(DiagnosticPlace place, INamespaceOrTypeSymbol type)
    {
        var members = SymbolOfferings.Members(place.Model, place.Position, type).Where(m => SymbolEqualityComparer.Default.Equals(m.ContainingType?.OriginalDefinition, (type as INamedTypeSymbol)?.OriginalDefinition)).ToList();
        if (members.Count > 0)
        {
            var shown = members.Take(MostMembers).Select(m => $"`{SymbolOfferings.Signature(m)}`");
            yield return $"`{type.Name}` has {string.Join(", ", shown)}{(members.Count > MostMembers ? $" and {members.Count - MostMembers} more" : "")}.";
        }
    }

    private static IEnumerable<string> Near(IEnumerable<ISymbol> symbols, string how) => symbols.Select(s => $"`{s.Name}` is {how}: `{SymbolOfferings.Signature(s)}`.");

    private static IEnumerable<string> Usings(DiagnosticPlace place, string name, int? arity) =>
        NamespaceIndex.For(place.Compilation).NamespacesOf(name, arity).Take(3).Select(n => $"`{name}` is a type in `{n}`: `using {n};` brings it in.");
}
