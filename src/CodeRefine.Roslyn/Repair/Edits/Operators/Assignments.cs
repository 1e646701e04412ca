using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Another assignment operator; the two sides exchanged.</summary>
public sealed class Assignments : EditOperator
{
    private static readonly Dictionary<SyntaxKind, (string Operator, double Prior)[]> Table = new()
    {
        [SyntaxKind.EqualsToken] = [("+=", 0.6), ("-=", 0.3), ("*=", 0.2)],
        [SyntaxKind.PlusEqualsToken] = [("-=", 0.7), ("=", 0.6), ("*=", 0.4)],
        [SyntaxKind.MinusEqualsToken] = [("+=", 0.7), ("=", 0.5)],
        [SyntaxKind.AsteriskEqualsToken] = [("/=", 0.5), ("+=", 0.5), ("=", 0.4)],
        [SyntaxKind.SlashEqualsToken] = [("*=", 0.5), ("%=", 0.5), ("=", 0.3), ("-=", 0.2)],
        [SyntaxKind.PercentEqualsToken] = [("/=", 0.6), ("=", 0.3)],
        [SyntaxKind.AmpersandEqualsToken] = [("|=", 0.6), ("^=", 0.4), ("=", 0.4)],
        [SyntaxKind.BarEqualsToken] = [("&=", 0.6), ("^=", 0.4), ("=", 0.4)],
        [SyntaxKind.CaretEqualsToken] = [("|=", 0.5), ("&=", 0.5)],
        [SyntaxKind.LessThanLessThanEqualsToken] = [(">>=", 0.7)],
        [SyntaxKind.GreaterThanGreaterThanEqualsToken] = [("<<=", 0.7)],
        [SyntaxKind.QuestionQuestionEqualsToken] = [("=", 0.5)],
    };

    public override string Family => "assignment";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is not AssignmentExpressionSyntax assignment || assignment.Parent is InitializerExpressionSyntax || !Table.TryGetValue(assignment.OperatorToken.Kind(), out var others))
        {
            yield break;
        }

        var (left, right) = (context.TypeOf(assignment.Left), context.TypeOf(assignment.Right));
        var concatenates = left.IsString();
        foreach (var (other, prior) in others)
        {
            if (other == "=" || (left.IsNumeric() && other is not ("|=" or "&=" or "^=")) || (concatenates && other == "+=") || (other is "|=" or "&=" or "^=" && (left.IsBool() || left.IsInteger())))
            {
                yield return EditContext.Replace(assignment.OperatorToken, other, prior, $"`{TextChanges.Brief(assignment.ToString())}`: `{assignment.OperatorToken.Text}` → `{other}`");
            }
        }

        if (assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && IsPlace(assignment.Right) && right is not null && left is not null && context.Converts(left, right))
        {
            yield return EditContext.Replace(assignment, $"{assignment.Right} = {assignment.Left}", 0.5);
        }

        if (concatenates && assignment.IsKind(SyntaxKind.AddAssignmentExpression))
        {
            yield return EditContext.Replace(assignment, $"{assignment.Left} = {EditContext.Operand(assignment.Right)} + {assignment.Left}", 0.45);
        }
    }

    private static bool IsPlace(ExpressionSyntax expression) => expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax;
}
