using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Explain;

/// <summary>What the symbols around a place offer: to words for a person or a model, and to repairs.</summary>
public static class SymbolOfferings
{
    /// <summary>Symbols in scope at <paramref name="position"/> whose name is near to <paramref name="name"/>, nearest first, one for each name.</summary>
    public static IReadOnlyList<ISymbol> NearestInScope(SemanticModel model, int position, string name, int most = 5) =>
        Nearest(name, model.LookupSymbols(position).Where(s => s.CanBeReferencedByName), most);

    /// <summary>Types and namespaces in scope with a near name.</summary>
    public static IReadOnlyList<ISymbol> NearestTypesInScope(SemanticModel model, int position, string name, int most = 5) =>
        Nearest(name, model.LookupNamespacesAndTypes(position), most);

    /// <summary>Members of <paramref name="type"/> that can be used at <paramref name="position"/>, extension methods too, with a near name.</summary>
    public static IReadOnlyList<ISymbol> NearestMembers(SemanticModel model, int position, INamespaceOrTypeSymbol type, string name, int most = 5) =>
        Nearest(name, Members(model, position, type), most);

    /// <summary>Members that can be used at <paramref name="position"/>: own before inherited, those of <see cref="object"/> left out.</summary>
    public static IEnumerable<ISymbol> Members(SemanticModel model, int position, INamespaceOrTypeSymbol type) =>
        model.LookupSymbols(position, type, includeReducedExtensionMethods: true)
            .Where(s => s.CanBeReferencedByName && s.ContainingType?.SpecialType != SpecialType.System_Object);

    /// <summary>Symbols in scope that have an accessible member of that very name: <c>items.Count</c> where <c>Count</c> was written.</summary>
    public static IEnumerable<(ISymbol Holder, ISymbol Member)> HoldersOf(SemanticModel model, int position, string name)
    {
        foreach (var holder in model.LookupSymbols(position).Where(s => s is ILocalSymbol or IParameterSymbol || (s is IFieldSymbol or IPropertySymbol && s.Locations.Any(l => l.IsInSource))))
        {
            if (TypeOf(holder) is { } type && model.LookupSymbols(position, type, name).FirstOrDefault(m => !m.IsStatic) is { } member)
            {
                yield return (holder, member);
            }
        }
    }

    /// <summary>What a call, creation or index could mean: overloads of the method, constructors, indexers; own before extension methods.</summary>
    public static ImmutableArray<ISymbol> Overloads(SemanticModel model, SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax invocation => Group(model, invocation.Expression),
        BaseObjectCreationExpressionSyntax creation => Constructors(model.GetTypeInfo(creation).Type, model, creation.SpanStart),
        PrimaryConstructorBaseTypeSyntax creation => Constructors(model.GetTypeInfo(creation.Type).Type, model, creation.SpanStart),
        ConstructorInitializerSyntax initializer => Group(model, initializer),
        AttributeSyntax attribute => Constructors(model.GetTypeInfo(attribute).Type, model, attribute.SpanStart),
        ElementAccessExpressionSyntax access => [.. model.GetTypeInfo(access.Expression).Type?.GetMembers().OfType<IPropertySymbol>().Where(p => p.IsIndexer) ?? []],
        _ => [],
    };

    /// <summary>The type of a local, parameter, field or property.</summary>
    public static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IEventSymbol happening => happening.Type,
        _ => null,
    };

    /// <summary>As one would declare it, on one line: <c>T Stack&lt;T&gt;.Pop()</c>.</summary>
    public static string Signature(ISymbol symbol) => symbol.ToDisplayString(SignatureFormat);

    private static readonly SymbolDisplayFormat SignatureFormat = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameOnly,
        SymbolDisplayGenericsOptions.IncludeTypeParameters,
        SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeContainingType,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.InstanceMethod,
        SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeDefaultValue,
        SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        SymbolDisplayLocalOptions.IncludeType,
        SymbolDisplayKindOptions.None,
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static IReadOnlyList<ISymbol> Nearest(string name, IEnumerable<ISymbol> symbols, int most)
    {
        var byName = symbols.GroupBy(s => s.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        return [.. NearestNames.Of(name, byName.Keys, most).Select(n => byName[n])];
    }

    private static ImmutableArray<ISymbol> Group(SemanticModel model, SyntaxNode called)
    {
        var group = model.GetMemberGroup(called);
        if (!group.IsEmpty)
        {
            return group;
        }

        var info = model.GetSymbolInfo(called);
        return info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;
    }

    private static ImmutableArray<ISymbol> Constructors(ITypeSymbol? type, SemanticModel model, int position) =>
        type is INamedTypeSymbol named ? [.. named.InstanceConstructors.Where(c => model.IsAccessible(position, c))] : [];
}
