using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Another expression of the same method and type in place of this one; a member of the value that has its own type, as in <c>node</c> → <c>node.Next</c>, and back.</summary>
public sealed class DonorExpressions : EditOperator
{
    private const int MostDonors = 14;

    public override string Family => "donor";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is not ExpressionSyntax expression || !Placing.IsValue(expression) || Placing.MustBeConstant(node) || node is ParenthesizedExpressionSyntax or LambdaExpressionSyntax or AssignmentExpressionSyntax || context.TypeOf(expression) is not { } type || context.Model.GetSymbolInfo(expression).Symbol is INamespaceOrTypeSymbol)
        {
            return [];
        }

        return OwnMembers(expression, type, context).Concat(IsShort(expression) ? Donors(expression, type, context) : []).Concat(Values(expression, type, context));
    }

    private static bool IsShort(ExpressionSyntax expression) => expression is IdentifierNameSyntax or LiteralExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax;

    private static IEnumerable<Variant> Donors(ExpressionSyntax expression, ITypeSymbol type, EditContext context) =>
        Placing.Body(expression)?.DescendantNodes().OfType<ExpressionSyntax>()
            .Where(e => e is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax or BinaryExpressionSyntax && e.Span.Length < 50 && !e.Span.Contains(expression.Span) && Placing.IsValue(e) && context.TypeOf(e) is { } t && t.SameAs(type))
            .Select(e => (Code: e.ToString(), Kind: e.RawKind)).DistinctBy(e => e.Code).Take(MostDonors)
            .Select((e, i) => EditContext.Replace(expression, Placing.Put(expression, e.Code, (SyntaxKind)e.Kind), 0.35 / (1 + (0.05 * i)))) ?? [];

    private static IEnumerable<Variant> OwnMembers(ExpressionSyntax expression, ITypeSymbol type, EditContext context)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } && expression is IdentifierNameSyntax or MemberAccessExpressionSyntax)
        {
            foreach (var member in type.GetMembers().Where(m => !m.IsStatic && m.CanBeReferencedByName && (m is IPropertySymbol { IsIndexer: false } p && p.Type.SameAs(type) || m is IFieldSymbol f && f.Type.SameAs(type))))
            {
                yield return EditContext.Replace(expression, $"{expression}.{member.Name}", 0.5);
            }
        }

        if (expression is MemberAccessExpressionSyntax access && context.TypeOf(access.Expression) is { } receiver && receiver.SameAs(type))
        {
            yield return EditContext.Replace(expression, access.Expression.ToString(), 0.5);
        }
    }

    /// <summary>A literal or compound value where one of the names in scope was meant; arguments have their own operator.</summary>
    private static IEnumerable<Variant> Values(ExpressionSyntax expression, ITypeSymbol type, EditContext context) =>
        expression is IdentifierNameSyntax || expression.Parent is ArgumentSyntax
            ? []
            : context.ValuesAt(expression).Where(v => v.Nearness < 2 && v.Type.SameAs(type)).Take(6)
                .Select((v, i) => EditContext.Replace(expression, v.Name, 0.45 / (1 + (0.1 * i))));
}
