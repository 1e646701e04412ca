using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>Whole declarations of interface and abstract members for which what the type has already says what they do. None for all others: a stub mends nothing.</summary>
internal static class PlainBodies
{
    private const string InBases = "public override", InInterfaces = "public";

    /// <param name="at">Where types are to be written so that they are understood.</param>
    public static IEnumerable<(string Code, double Prior)> Of(ISymbol member, INamedTypeSymbol type, SemanticModel model, int at)
    {
        var modifiers = member.ContainingType.TypeKind == TypeKind.Interface ? InInterfaces : InBases;
        return (member switch
        {
            IMethodSymbol method => Methods(method, type, model, at).Select(c => (c, 0.8)),
            IPropertySymbol { Name: "Count", Type.SpecialType: SpecialType.System_Int32 } when Fields(type).FirstOrDefault(f => f.Type.ElementType() is not null && f.Type.CountMember() is not null) is { } counted
                => [($"{modifiers} int Count => {counted.Name}.{counted.Type.CountMember()};", 0.8)],
            _ => Enumerable.Empty<(string, double)>(),
        }).Concat(Forwarded(member, type, modifiers, model, at)).Concat(member is IPropertySymbol { IsIndexer: false } property ? [(Automatic(property, modifiers, model, at), 0.6)] : []);
    }

    private static IEnumerable<string> Methods(IMethodSymbol member, INamedTypeSymbol type, SemanticModel model, int at)
    {
        switch (member)
        {
            case { Name: "GetEnumerator", Parameters.IsEmpty: true, ReturnType.SpecialType: SpecialType.System_Collections_IEnumerator }:
                return ["System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();"];
            case { Name: "GetEnumerator", Parameters.IsEmpty: true, ReturnType: INamedTypeSymbol { TypeArguments: [var element] } } when Fields(type).FirstOrDefault(f => f.Type.ElementType().SameAs(element)) is { } source:
                return [$"public IEnumerator<{element.Written(model, at)}> GetEnumerator() => ((IEnumerable<{element.Written(model, at)}>){source.Name}).GetEnumerator();"];
            case { Name: "CompareTo", Parameters: [{ Type.SpecialType: SpecialType.System_Object }] }:
                return Has(type, "CompareTo", type) ? [$"public int CompareTo(object? obj) => CompareTo(({type.Written(model, at)}{Mark(type)})obj{(type.IsReferenceType ? "" : "!")});"] : [];
            case { Name: "CompareTo", Parameters: [var other] } when Fields(type).FirstOrDefault(f => f.Type.IsOrdered() || f.Type.IsString()) is { } key && other.Type.OriginalDefinition.SameAs(type.OriginalDefinition):
                return [$"public int CompareTo({other.Type.Written(model, at)} other) => {key.Name}.CompareTo(other{(other.Type.IsReferenceType ? "!" : "")}.{key.Name});"];
            case { Name: "Equals", Parameters: [var same] } when same.Type.OriginalDefinition.SameAs(type.OriginalDefinition):
                return Equality(type, same, model, at);
            case { Name: "Dispose", Parameters.IsEmpty: true }:
                return ["public void Dispose() { }"];
            default:
                return [];
        }
    }

    /// <summary>By the equality that the type has as an object, by its order, or member by member.</summary>
    private static IEnumerable<string> Equality(INamedTypeSymbol type, IParameterSymbol other, SemanticModel model, int at)
    {
        var head = $"public bool Equals({type.Written(model, at)}{Mark(type)} {other.Name}) => ";
        if (type.GetMembers("Equals").OfType<IMethodSymbol>().Any(m => m.IsOverride))
        {
            yield return $"{head}Equals((object{(type.IsReferenceType ? "?" : "")}){other.Name});";
        }

        if (Has(type, "CompareTo", type))
        {
            yield return $"{head}CompareTo({other.Name}) == 0;";
        }

        var state = type.GetMembers().Where(m => !m.IsStatic && m.CanBeReferencedByName && m is IFieldSymbol or IPropertySymbol { IsIndexer: false, GetMethod: not null }).ToList();
        if (state.Count > 0)
        {
            var guard = type.IsReferenceType ? [$"{other.Name} is not null"] : Array.Empty<string>();
            yield return $"{head}{string.Join(" && ", [.. guard, .. state.Select(m => $"Equals({m.Name}, {other.Name}.{m.Name})")])};";
        }
    }

    /// <summary>To a field that has the member, as a wrapper does.</summary>
    private static IEnumerable<(string, double)> Forwarded(ISymbol member, INamedTypeSymbol type, string modifiers, SemanticModel model, int at)
    {
        foreach (var inner in Fields(type).Where(f => TypeFacts.WithBases(f.Type).Any(t => t.SameAs(member.ContainingType))).Take(2))
        {
            var code = member switch
            {
                IMethodSymbol { TypeParameters.IsEmpty: true } method => $"{modifiers} {Returned(method, model, at)} {method.Name}({string.Join(", ", method.Parameters.Select(p => Declared(p, model, at)))}) => {inner.Name}.{method.Name}({string.Join(", ", method.Parameters.Select(Passed))});",
                IPropertySymbol { IsIndexer: false, SetMethod: null } read => $"{modifiers} {read.Type.Written(model, at)} {read.Name} => {inner.Name}.{read.Name};",
                IPropertySymbol { IsIndexer: false } both => $"{modifiers} {both.Type.Written(model, at)} {both.Name} {{ get => {inner.Name}.{both.Name}; set => {inner.Name}.{both.Name} = value; }}",
                IPropertySymbol { Parameters: [var index], SetMethod: null } read => $"{modifiers} {read.Type.Written(model, at)} this[{Declared(index, model, at)}] => {inner.Name}[{index.Name}];",
                IPropertySymbol { Parameters: [var index] } both => $"{modifiers} {both.Type.Written(model, at)} this[{Declared(index, model, at)}] {{ get => {inner.Name}[{index.Name}]; set => {inner.Name}[{index.Name}] = value; }}",
                _ => null,
            };
            if (code is not null)
            {
                yield return (code, 0.85);
            }
        }
    }

    private static string Automatic(IPropertySymbol property, string modifiers, SemanticModel model, int at) =>
        $"{modifiers} {property.Type.Written(model, at)} {property.Name} {{ get; {(property.SetMethod is null && modifiers == InBases ? "" : "set; ")}}}{(property.Type.IsReferenceType ? " = default!;" : "")}";

    private static bool Has(INamedTypeSymbol type, string name, ITypeSymbol parameter) => type.GetMembers(name).OfType<IMethodSymbol>().Any(m => m.Parameters is [var only] && only.Type.SameAs(parameter));

    private static string Mark(ITypeSymbol type) => type.IsReferenceType ? "?" : "";

    private static string Returned(IMethodSymbol method, SemanticModel model, int at) => method.ReturnsVoid ? "void" : method.ReturnType.Written(model, at);

    private static string Declared(IParameterSymbol parameter, SemanticModel model, int at) => $"{Word(parameter)}{parameter.Type.Written(model, at)} {parameter.Name}";

    private static string Passed(IParameterSymbol parameter) => Word(parameter) + parameter.Name;

    private static string Word(IParameterSymbol parameter) => parameter.RefKind switch { RefKind.Out => "out ", RefKind.Ref => "ref ", RefKind.In => "in ", _ => "" };

    private static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && f.CanBeReferencedByName);
}
