using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Refines a condition: negates it or a part of it, drops an operand, fixes it to true or false.</summary>
public sealed class Conditions : EditOperator
{
    public override string Family => "condition";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is not ExpressionSyntax expression || node is ParenthesizedExpressionSyntax or LiteralExpressionSyntax || !context.TypeOf(expression).IsBool() || !Placing.IsValue(expression))
        {
            yield break;
        }

        if (expression is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } both)
        {
            yield return EditContext.Replace(both, Bare(both.Left), 0.5, $"drop `{TextChanges.Brief(both.Right.ToString())}` from the condition");
            yield return EditContext.Replace(both, Bare(both.Right), 0.5, $"drop `{TextChanges.Brief(both.Left.ToString())}` from the condition");
        }

        if (expression is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } negated)
        {
            yield return EditContext.Replace(negated, Bare(negated.Operand), 0.8);
        }
        else if (!(expression is BinaryExpressionSyntax comparison && IsEquality(comparison)))
        {
            yield return EditContext.Replace(expression, "!" + EditContext.Operand(expression), 0.7);
        }

        if (Placing.IsCondition(expression))
        {
            yield return EditContext.Replace(expression, "true", 0.25, $"condition `{TextChanges.Brief(expression.ToString())}` → `true`");
            yield return EditContext.Replace(expression, "false", 0.25, $"condition `{TextChanges.Brief(expression.ToString())}` → `false`");
        }
    }

    /// <summary>The other operator of RelationalSwap is the plainer negation.</summary>
    private static bool IsEquality(BinaryExpressionSyntax binary) => binary.IsKind(SyntaxKind.EqualsExpression) || binary.IsKind(SyntaxKind.NotEqualsExpression);

    private static string Bare(ExpressionSyntax expression) => expression.ToString();
}
