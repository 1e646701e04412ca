using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>One more or one less, where integers bound, index, count or are returned; and taking such a one away again.</summary>
public sealed class OffByOne : EditOperator
{
    public override string Family => "off-by-one";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is not ExpressionSyntax expression || !Placing.IsValue(expression) || Placing.MustBeConstant(node) || !context.TypeOf(expression).IsInteger())
        {
            yield break;
        }

        if (expression is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression } sum)
        {
            if (sum.Right is LiteralExpressionSyntax { Token.ValueText: "1" })
            {
                var kept = sum.Left.ToString();
                yield return EditContext.Replace(sum, sum.Left is BinaryExpressionSyntax inner ? Placing.Put(sum, kept, inner.Kind()) : kept, 0.85);
                yield break;
            }

            // `a + b ± 1` is offered for the sum as a whole, not for each operand again.
        }

        var prior = PriorAt(expression);
        if (prior > 0)
        {
            yield return Shifted(expression, "+", prior);
            yield return Shifted(expression, "-", prior);
        }
    }

    private static Variant Shifted(ExpressionSyntax expression, string sign, double prior)
    {
        var operand = Placing.Tightness(expression.Kind()) >= 9 ? expression.ToString() : $"({expression})";
        return EditContext.Replace(expression, Placing.Put(expression, $"{operand} {sign} 1", SyntaxKind.AddExpression), prior);
    }

    private static double PriorAt(ExpressionSyntax expression) => expression switch
    {
        // A literal has its own operator; an assignment or increment as a value is not a bound.
        LiteralExpressionSyntax or ParenthesizedExpressionSyntax or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax => 0,
        _ => expression.Parent switch
        {
            BinaryExpressionSyntax binary when IsComparison(binary.Kind()) => 0.75,
            ArgumentSyntax { Parent: BracketedArgumentListSyntax } => 0.75,
            ArgumentSyntax => 0.65,
            EqualsValueClauseSyntax => 0.65,
            ReturnStatementSyntax or ArrowExpressionClauseSyntax or YieldStatementSyntax => 0.7,
            AssignmentExpressionSyntax => 0.65,
            ArrayRankSpecifierSyntax => 0.7,
            RangeExpressionSyntax => 0.6,
            ConditionalExpressionSyntax or CollectionElementSyntax or InitializerExpressionSyntax or SwitchExpressionArmSyntax => 0.35,
            BinaryExpressionSyntax => 0.3,
            _ => 0,
        },
    };

    private static bool IsComparison(SyntaxKind kind) => kind is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression
        or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression;
}
