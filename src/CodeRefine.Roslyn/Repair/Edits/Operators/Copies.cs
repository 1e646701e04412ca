using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>A copy where one and the same mutable collection is handed on and changed later.</summary>
public sealed class Copies : EditOperator
{
    public override string Family => "copy";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is not ExpressionSyntax expression || node is not (IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax) || !IsHandedOn(expression) || context.TypeOf(expression) is not { } type || context.Model.GetSymbolInfo(expression).Symbol is INamespaceOrTypeSymbol)
        {
            yield break;
        }

        switch (type)
        {
            case IArrayTypeSymbol { Rank: 1 } array:
                yield return EditContext.Replace(expression, $"({array.Written(context.Model, node.SpanStart)}){expression}.Clone()", 0.5);
                break;
            case INamedTypeSymbol { Name: "Stack" } stack:
                // Copying a stack turns it over.
                yield return EditContext.Replace(expression, $"new {stack.Written(context.Model, node.SpanStart).TrimEnd('?')}(Enumerable.Reverse({expression}))", 0.5);
                break;
            case INamedTypeSymbol { TypeKind: TypeKind.Class, IsGenericType: true } collection when collection.ElementType() is not null && collection.InstanceConstructors.Any(c => c.DeclaredAccessibility == Accessibility.Public && c.Parameters is [var only] && context.Converts(type, only.Type)):
                yield return EditContext.Replace(expression, $"new {collection.Written(context.Model, node.SpanStart).TrimEnd('?')}({expression})", 0.5);
                break;
            case INamedTypeSymbol { TypeKind: TypeKind.Interface } sequence when sequence.ElementType() is not null:
                yield return EditContext.Replace(expression, $"{expression}.ToList()", 0.4);
                break;
        }
    }

    private static bool IsHandedOn(ExpressionSyntax expression) => expression.Parent switch
    {
        ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None),
        ReturnStatementSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or YieldStatementSyntax => true,
        AssignmentExpressionSyntax assignment => assignment.Right == expression,
        CommonForEachStatementSyntax loop => loop.Expression == expression,
        _ => false,
    };
}
