using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Other parentheses: <c>a + b * c</c> as <c>(a + b) * c</c> and back, <c>a &amp;&amp; b || c</c> and <c>a ?? b + c</c> likewise, sums under a minus.</summary>
public sealed class Grouping : EditOperator
{
    public override string Family => "grouping";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is not BinaryExpressionSyntax binary)
        {
            yield break;
        }

        var (left, right) = (Bare(binary.Left), Bare(binary.Right));
        if (right is BinaryExpressionSyntax late && (Related(binary, late) || binary.IsKind(SyntaxKind.CoalesceExpression)))
        {
            // a ∘ (b • c) → (a ∘ b) • c
            yield return EditContext.Replace(binary, $"({binary.Left} {binary.OperatorToken.Text} {late.Left}) {late.OperatorToken.Text} {late.Right}", 0.6);
        }

        if (left is BinaryExpressionSyntax early && Related(binary, early) && !IsChain(binary, early))
        {
            // (a • b) ∘ c → a • (b ∘ c)
            yield return EditContext.Replace(binary, $"{early.Left} {early.OperatorToken.Text} ({early.Right} {binary.OperatorToken.Text} {binary.Right})", 0.6);
        }

        if (binary.Left is ParenthesizedExpressionSyntax && left is BinaryExpressionSyntax || binary.Right is ParenthesizedExpressionSyntax && right is BinaryExpressionSyntax)
        {
            yield return EditContext.Replace(binary, $"{left} {binary.OperatorToken.Text} {right}", 0.55);
        }
    }

    private static ExpressionSyntax Bare(ExpressionSyntax expression) => expression is ParenthesizedExpressionSyntax inner ? inner.Expression : expression;

    private static bool Related(BinaryExpressionSyntax outer, BinaryExpressionSyntax inner) => KindOf(outer) is var kind && kind > 0 && kind == KindOf(inner);

    /// <summary>a + b + c: grouped otherwise it is the same.</summary>
    private static bool IsChain(BinaryExpressionSyntax outer, BinaryExpressionSyntax inner) => outer.Kind() == inner.Kind() && outer.Kind() is not (SyntaxKind.SubtractExpression or SyntaxKind.DivideExpression);

    private static int KindOf(BinaryExpressionSyntax binary) => Placing.Tightness(binary.Kind()) switch
    {
        9 or 10 => 1,
        1 or 2 => 2,
        3 or 4 or 5 or 8 => 3,
        _ => 0,
    };
}
