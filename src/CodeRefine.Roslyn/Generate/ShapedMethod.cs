using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using GeneratedKind = CodeRefine.Core.Generated.GeneratedKind;

namespace CodeRefine.Roslyn.Generate;

/// <summary>A method whose inputs can be generated, with what its name and types say. One of an object is called on a new one each time: what its inputs are is then the constructor's too.</summary>
internal sealed partial class ShapedMethod
{
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat;
    private readonly ImmutableArray<string> words;
    private readonly ImmutableArray<IParameterSymbol> made;

    /// <param name="made">What a new object takes; none for a static method.</param>
    private ShapedMethod(IMethodSymbol symbol, ImmutableArray<IParameterSymbol> made)
    {
        Symbol = symbol;
        this.made = made;
        words = [.. Words().Matches(symbol.Name).Select(m => m.Value.ToLowerInvariant())];
    }

    public IMethodSymbol Symbol { get; }
    public string Name => Symbol.Name;
    public string First => ParameterName(0);
    public bool IsUnary => Symbol.Parameters.Length == 1;
    public bool MapsToItself => !Symbol.ReturnsVoid && (SameType(Symbol.ReturnType, Symbol.Parameters[0].Type) || (TakesList && GivesSameList && IsAssignable(Symbol.ReturnType, Symbol.Parameters[0].Type)));
    public bool MapsText => Symbol.ReturnType.SpecialType == SpecialType.System_String && Symbol.Parameters is [{ Type.SpecialType: SpecialType.System_String }, ..];
    public bool TakesList => Symbol.Parameters.Length > 0 && ElementOf(Symbol.Parameters[0].Type) is not null;
    public bool GivesList => ElementOf(Symbol.ReturnType) is not null;
    public bool GivesSameList => TakesList && ElementOf(Symbol.ReturnType) is { } given && SameType(given, ElementOf(Symbol.Parameters[0].Type)!);
    public bool GivesComparable => ElementOf(Symbol.ReturnType) is { SpecialType: >= SpecialType.System_Char and <= SpecialType.System_Double };
    public bool IsBinaryOverOneType => Symbol.Parameters.Length == 2 && !Symbol.ReturnsVoid && SameType(Symbol.Parameters[0].Type, Symbol.Parameters[1].Type);
    public bool GivesSignedNumber => Symbol.ReturnType.SpecialType is SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Decimal or SpecialType.System_Double or SpecialType.System_Single;

    /// <summary>Null where its inputs can't be generated, or no object can be made to call it on.</summary>
    public static ShapedMethod? From(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, IsGenericMethod: false, IsAsync: false, ReturnsByRef: false, ReturnsByRefReadonly: false, Parameters.Length: > 0 and <= 4 }
            && method.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
            && method.ContainingType is { IsGenericType: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal, ContainingType: null }
            && method.Parameters.All(p => p.RefKind == RefKind.None && IsInput(p.Type)) && (method.ReturnsVoid || method.ReturnType is { IsRefLikeType: false, TypeKind: not (TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Error) })
            && MadeWith(method) is { IsDefault: false } made
            ? new ShapedMethod(method, made)
            : null;

    /// <summary>Parameters of the shortest constructor whose inputs can be generated; none for a static method, the default where there is none.</summary>
    private static ImmutableArray<IParameterSymbol> MadeWith(IMethodSymbol method) => method switch
    {
        { IsStatic: true } => [],
        { ContainingType: { IsAbstract: false, TypeKind: TypeKind.Class or TypeKind.Struct, IsRefLikeType: false } type } => type.InstanceConstructors
            .Where(c => c.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal && c.Parameters.Length <= 2 && c.Parameters.All(p => p.RefKind == RefKind.None && IsInput(p.Type)))
            .OrderBy(c => c.Parameters.Length).FirstOrDefault() is { } constructor ? constructor.Parameters : default,
        _ => default,
    };

    /// <summary>Whether one of the words that its name is made of is among these.</summary>
    public bool Says(params string[] any) => words.Any(w => any.Contains(w, StringComparer.Ordinal));

    public bool TakesResultOf(ShapedMethod other) => (made.IsEmpty || SameType(Symbol.ContainingType, other.Symbol.ContainingType)) && !other.Symbol.ReturnsVoid && IsAssignable(other.Symbol.ReturnType, Symbol.Parameters[0].Type);

    private string Receiver => Symbol.IsStatic ? Symbol.ContainingType.ToDisplayString(Full) : $"new {Symbol.ContainingType.ToDisplayString(Full)}({string.Join(", ", made.Select(OwnName))})";

    public string Call() => $"{Receiver}.{Escaped(Symbol.Name)}({string.Join(", ", Symbol.Parameters.Select((_, i) => ParameterName(i)))})";

    /// <summary>A call with another first argument.</summary>
    public string CallOn(string first) => $"{Receiver}.{Escaped(Symbol.Name)}({string.Join(", ", Symbol.Parameters.Select((_, i) => i == 0 ? first : ParameterName(i)))})";

    public string Swapped() => $"{Receiver}.{Escaped(Symbol.Name)}({ParameterName(1)}, {ParameterName(0)})";

    /// <summary>The first argument in another order, as the same type.</summary>
    public string Reordered()
    {
        var reversed = $"global::System.Linq.Enumerable.Reverse(global::System.Linq.Enumerable.AsEnumerable({First}))";
        return InputType(Symbol.Parameters[0].Type).StartsWith("global::System.Collections.Generic.List<", StringComparison.Ordinal) ? $"global::System.Linq.Enumerable.ToList({reversed})" : $"global::System.Linq.Enumerable.ToArray({reversed})";
    }

    /// <summary>Keeps the first argument as it was: the method may change it in place.</summary>
    public string Before() => $"var before = {(TakesList ? $"Items({First})" : First)};";

    public ShapeCheck Check(string shape, GeneratedKind kind, string title, string body, ShapedMethod? other = null)
    {
        var parameters = string.Join(", ", made.Select(p => $"{InputType(p.Type)} {OwnName(p)}").Concat(Symbol.Parameters.Select((p, i) => $"{InputType(p.Type)} {ParameterName(i)}")));
        var member = $$"""
                [global::CodeRefine.Properties.Property(MaxTest = 100, EndSize = 30)]
                public bool {{Identifier(title)}}({{parameters}})
                {
                    try { {{body}} }
                    catch (global::System.Exception e) when (Refuses(e)) { return true; }
                }
            """;
        ImmutableArray<string> about = [.. new[] { Symbol, other?.Symbol }.OfType<IMethodSymbol>().Select(s => s.GetDocumentationCommentId() ?? s.Name)];
        return new ShapeCheck(shape, kind, title, member, about);
    }

    private string ParameterName(int index) => Symbol.Parameters[index].Name is { Length: > 0 } name && name is not ("before" or "other" or "once" or "answer" or "e") ? Escaped(name) : $"input{index}";

    /// <summary>Of a constructor's parameter, apart from the method's.</summary>
    private static string OwnName(IParameterSymbol parameter) => $"made_{parameter.Name}";

    private static string Identifier(string title) => string.Join('_', title.Split([' ', '.', ',', ';', '`', '(', ')', '\'', '-'], StringSplitOptions.RemoveEmptyEntries));

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>What a property takes for the parameter: an array for an interface of lists.</summary>
    private static string InputType(ITypeSymbol type)
    {
        type = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        return type is INamedTypeSymbol { TypeKind: TypeKind.Interface, TypeArguments: [var element] } ? element.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Full) + "[]" : type.ToDisplayString(Full);
    }

    private static bool IsInput(ITypeSymbol type) => IsPlain(type) || (ElementOf(type) is { } element && (IsPlain(element) || (ElementOf(element) is { } inner && IsPlain(inner))));

    private static bool IsPlain(ITypeSymbol type) => type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_Double) or SpecialType.System_String || type.TypeKind == TypeKind.Enum;

    /// <summary>Of an array, a list, or one of their interfaces; null for anything else.</summary>
    private static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { Arity: 1, Name: "List" or "IEnumerable" or "IList" or "IReadOnlyList" or "ICollection" or "IReadOnlyCollection" } named when named.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic" => named.TypeArguments[0],
        _ => null,
    };

    private static bool SameType(ITypeSymbol a, ITypeSymbol b) => SymbolEqualityComparer.Default.Equals(a, b);

    private static bool IsAssignable(ITypeSymbol from, ITypeSymbol to) => SameType(from, to) || from.AllInterfaces.Any(i => SameType(i, to)) || (ElementOf(to) is { } element && to.TypeKind == TypeKind.Interface && from is IArrayTypeSymbol { Rank: 1 } array && SameType(array.ElementType, element));

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")]
    private static partial Regex Words();
}
