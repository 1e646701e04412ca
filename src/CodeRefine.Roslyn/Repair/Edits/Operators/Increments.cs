using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary><c>++</c> for <c>--</c> and back; before for after where the value is used.</summary>
public sealed class Increments : EditOperator
{
    public override string Family => "increment";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        var (operand, token, isPrefix) = node switch
        {
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } prefix => (prefix.Operand, prefix.OperatorToken, true),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } postfix => (postfix.Operand, postfix.OperatorToken, false),
            _ => default,
        };
        if (operand is null)
        {
            yield break;
        }

        var other = token.IsKind(SyntaxKind.PlusPlusToken) ? "--" : "++";
        yield return EditContext.Replace(token, other, 0.7, $"`{node}`: `{token.Text}` → `{other}`");
        if (node.Parent is not (ExpressionStatementSyntax or ForStatementSyntax))
        {
            yield return EditContext.Replace(node, isPrefix ? $"{operand}{token.Text}" : $"{token.Text}{operand}", 0.65);
            yield return EditContext.Replace(node, operand.ToString(), 0.3);
        }
        else
        {
            yield return EditContext.Replace(node, $"{operand} {(token.IsKind(SyntaxKind.PlusPlusToken) ? '+' : '-')}= 2", 0.2);
        }
    }
}
