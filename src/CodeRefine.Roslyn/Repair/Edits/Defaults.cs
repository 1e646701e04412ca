using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits;

/// <summary>Plain values that a guard may return.</summary>
internal static class Defaults
{
    /// <summary>What the body around <paramref name="node"/> returns, without the Task of an async one; null where it returns nothing or is an iterator.</summary>
    public static ITypeSymbol? ReturnType(SyntaxNode node, EditContext context)
    {
        if (Placing.Body(node) is not { } body || context.Model.GetEnclosingSymbol(node.SpanStart) is not IMethodSymbol method || body.DescendantNodes().OfType<YieldStatementSyntax>().Any())
        {
            return null;
        }

        if (method.IsAsync)
        {
            return method.ReturnType is INamedTypeSymbol { TypeArguments: [var result] } ? result : null;
        }

        return method.ReturnType.IsVoid() ? null : method.ReturnType;
    }

    public static bool ReturnsNothing(SyntaxNode node, EditContext context) =>
        context.Model.GetEnclosingSymbol(node.SpanStart) is IMethodSymbol method && (method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 0 }));

    /// <summary>The usual values of a type as code, most usual first.</summary>
    public static IEnumerable<string> Of(ITypeSymbol type, SemanticModel model, int position)
    {
        switch (type)
        {
            case { SpecialType: SpecialType.System_Boolean }:
                return ["false", "true"];
            case { SpecialType: SpecialType.System_String }:
                return ["\"\"", "null"];
            case { SpecialType: SpecialType.System_Char }:
                return ["'\\0'", "' '"];
            case { } number when number.IsNumeric():
                return number.SpecialType is SpecialType.System_Byte or SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_UInt16 ? ["0", "1"] : ["0", "1", "-1"];
            case IArrayTypeSymbol:
                return ["[]"];
            case INamedTypeSymbol named when named.ElementType() is not null:
                return ["[]", $"new {named.Written(model, position)}()", "null"];
            case { IsReferenceType: true } or { NullableAnnotation: NullableAnnotation.Annotated }:
                return ["null"];
            default:
                return ["default"];
        }
    }
}
