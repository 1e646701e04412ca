using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Explain;

/// <summary>Values of another type than their place wants.</summary>
internal static class ConversionExplanations
{
    public static IEnumerable<string> Conversions(DiagnosticPlace place)
    {
        if (place.Node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } expression)
        {
            return [];
        }

        var wanted = expression is CastExpressionSyntax cast ? place.Model.GetTypeInfo(cast.Type).Type : place.Model.GetTypeInfo(expression).ConvertedType;
        return wanted is null ? [] : Ways(place, expression is CastExpressionSyntax inner ? inner.Expression : expression, wanted);
    }

    public static IEnumerable<string> Operands(DiagnosticPlace place)
    {
        if (place.Node.AncestorsAndSelf().OfType<BinaryExpressionSyntax>().FirstOrDefault() is { } binary)
        {
            yield return $"The left side `{Short(binary.Left)}` is `{Name(place, binary.Left)}`, the right side `{Short(binary.Right)}` is `{Name(place, binary.Right)}`.";
        }
    }

    /// <summary>What would turn the expression into the wanted type, as far as the types tell.</summary>
    public static IEnumerable<string> Ways(DiagnosticPlace place, ExpressionSyntax expression, ITypeSymbol wanted)
    {
        var type = place.Model.GetTypeInfo(expression).Type;
        if (type is null or { TypeKind: TypeKind.Error } || wanted.TypeKind == TypeKind.Error)
        {
            yield break;
        }

        var source = Short(expression);
        var operand = expression is BinaryExpressionSyntax or ConditionalExpressionSyntax or AssignmentExpressionSyntax or LambdaExpressionSyntax ? $"({source})" : source;
        var target = wanted.ToMinimalDisplayString(place.Model, place.Position);
        if (place.Compilation.ClassifyConversion(type, wanted) is { Exists: true, IsImplicit: false })
        {
            yield return $"A cast converts it: `({target}){operand}`.";
        }

        foreach (var way in Known(type, wanted, operand, target))
        {
            yield return way;
        }

        foreach (var member in SymbolOfferings.Members(place.Model, place.Position, type).Where(m => Gives(m, wanted)).Take(4))
        {
            yield return $"`{operand}.{member.Name}{(member is IMethodSymbol ? "()" : "")}` gives `{target}`.";
        }
    }

    private static IEnumerable<string> Known(ITypeSymbol type, ITypeSymbol wanted, string operand, string target)
    {
        if (type.SpecialType == SpecialType.System_String && wanted.GetMembers("Parse").OfType<IMethodSymbol>().Any(m => m.IsStatic && m.Parameters.Length > 0 && m.Parameters[0].Type.SpecialType == SpecialType.System_String))
        {
            yield return $"`{target}.Parse({operand})` reads one from text.";
        }

        if (wanted.SpecialType == SpecialType.System_String && type.SpecialType != SpecialType.System_String)
        {
            yield return $"`{operand}.ToString()` gives text.";
        }

        if (type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var awaited] } && SymbolEqualityComparer.Default.Equals(awaited, wanted))
        {
            yield return $"`await {operand}` gives `{target}`.";
        }

        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } && SymbolEqualityComparer.Default.Equals(value, wanted))
        {
            yield return $"`{operand} ?? default` or `{operand}.Value` gives `{target}`.";
        }

        if (wanted.SpecialType == SpecialType.System_Boolean && type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64)
        {
            yield return $"A condition is written out: `{operand} != 0`.";
        }
    }

    private static bool Gives(ISymbol member, ITypeSymbol wanted) => !member.IsStatic && wanted.SpecialType != SpecialType.System_Object && member.Name is not "ToString" and not "GetHashCode" && Result(member) is { TypeKind: not TypeKind.TypeParameter } result
        && SymbolEqualityComparer.Default.Equals(result, wanted);

    private static ITypeSymbol? Result(ISymbol member) => member switch
    {
        IPropertySymbol { IsIndexer: false } property => property.Type,
        IFieldSymbol field => field.Type,
        IMethodSymbol { Parameters.IsEmpty: true, MethodKind: MethodKind.Ordinary, IsGenericMethod: false } method => method.ReturnType,
        IMethodSymbol { Parameters.IsEmpty: true, MethodKind: MethodKind.ReducedExtension } method => method.ReturnType,
        _ => null,
    };

    private static string Name(DiagnosticPlace place, ExpressionSyntax expression) => place.Model.GetTypeInfo(expression).Type?.ToMinimalDisplayString(place.Model, place.Position) ?? "nothing with a type";

    private static string Short(ExpressionSyntax expression) => expression.ToString() is { Length: > 60 } text ? "…" : expression.ToString();
}
