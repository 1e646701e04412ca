using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Repair.Edits;

/// <summary>Small questions about types that many operators ask.</summary>
internal static class TypeFacts
{
    public static bool IsInteger(this ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Int16 or SpecialType.System_Byte
        or SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_UInt16 or SpecialType.System_SByte;

    public static bool IsReal(this ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal;

    public static bool IsNumeric(this ITypeSymbol? type) => type.IsInteger() || type.IsReal();
    public static bool IsBool(this ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Boolean;
    public static bool IsString(this ITypeSymbol? type) => type?.SpecialType == SpecialType.System_String;
    public static bool IsChar(this ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Char;
    public static bool IsVoid(this ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Void;

    /// <summary>Comparable by the language's own &lt; and &gt;.</summary>
    public static bool IsOrdered(this ITypeSymbol? type) =>
        type.IsNumeric() || type.IsChar() || type?.TypeKind == TypeKind.Enum || type?.SpecialType == SpecialType.System_DateTime
        || (type is not null && type.GetMembers("op_LessThan").Length > 0);

    public static bool CanBeNull(this ITypeSymbol? type) =>
        type is { IsReferenceType: true } || type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    public static bool IsNullableValue(this ITypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>The element type of an array, list, set, sequence; null for a string and for what is none.</summary>
    public static ITypeSymbol? ElementType(this ITypeSymbol? type)
    {
        switch (type)
        {
            case null:
            case { SpecialType: SpecialType.System_String }:
                return null;
            case IArrayTypeSymbol { Rank: 1 } array:
                return array.ElementType;
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T } sequence:
                return sequence.TypeArguments[0];
            default:
                return type.AllInterfaces.FirstOrDefault(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)?.TypeArguments[0];
        }
    }

    /// <summary>The name of the member that says how many elements there are: Length or Count; null where none does.</summary>
    public static string? CountMember(this ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_String } or IArrayTypeSymbol => "Length",
        null => null,
        _ => HasProperty(type, "Count") ? "Count" : HasProperty(type, "Length") ? "Length" : null,
    };

    /// <summary>Whether the type or a base or interface of it has such a public property.</summary>
    public static bool HasProperty(ITypeSymbol type, string name) =>
        WithBases(type).Any(t => t.GetMembers(name).OfType<IPropertySymbol>().Any(p => p is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false }));

    public static bool HasMethod(ITypeSymbol type, string name) =>
        WithBases(type).Any(t => t.GetMembers(name).OfType<IMethodSymbol>().Any(m => m is { DeclaredAccessibility: Accessibility.Public, IsStatic: false }));

    public static IEnumerable<ITypeSymbol> WithBases(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            yield return implemented;
        }
    }

    public static bool SameAs(this ITypeSymbol? one, ITypeSymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);

    /// <summary>As one would write it here, shortest way; a type of an own nested or foreign namespace keeps what it needs.</summary>
    public static string Written(this ITypeSymbol type, SemanticModel model, int position) => type.ToMinimalDisplayString(model, position);
}
