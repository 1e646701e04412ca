using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Another comparison: the boundary first, then the direction, then equality.</summary>
public sealed class RelationalSwap : EditOperator
{
    private static readonly Dictionary<SyntaxKind, (string Operator, double Prior)[]> Table = new()
    {
        [SyntaxKind.LessThanToken] = [("<=", 0.95), (">", 0.75), (">=", 0.6), ("!=", 0.3)],
        [SyntaxKind.LessThanEqualsToken] = [("<", 0.95), (">=", 0.75), (">", 0.6), ("==", 0.25)],
        [SyntaxKind.GreaterThanToken] = [(">=", 0.95), ("<", 0.75), ("<=", 0.6), ("!=", 0.3)],
        [SyntaxKind.GreaterThanEqualsToken] = [(">", 0.95), ("<=", 0.75), ("<", 0.6), ("==", 0.25)],
        [SyntaxKind.EqualsEqualsToken] = [("!=", 0.8), ("<=", 0.4), (">=", 0.4), ("<", 0.2), (">", 0.2)],
        [SyntaxKind.ExclamationEqualsToken] = [("==", 0.8), ("<", 0.4), (">", 0.4)],
    };

    public override string Family => "comparison";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is RelationalPatternSyntax pattern && Table.TryGetValue(pattern.OperatorToken.Kind(), out var inPattern))
        {
            return inPattern.Where(r => r.Operator.Length > 0 && r.Operator[0] is '<' or '>').Select(r => Of(pattern.OperatorToken, r.Operator, r.Prior, pattern));
        }

        if (node is not BinaryExpressionSyntax binary || !Table.TryGetValue(binary.OperatorToken.Kind(), out var replacements))
        {
            return [];
        }

        var ordered = context.TypeOf(binary.Left).IsOrdered() && context.TypeOf(binary.Right).IsOrdered();
        return replacements.Where(r => ordered || r.Operator is "==" or "!=").Select(r => Of(binary.OperatorToken, r.Operator, r.Prior, binary));
    }

    private static Variant Of(SyntaxToken token, string replacement, double prior, SyntaxNode whole) =>
        EditContext.Replace(token, replacement, prior, $"`{TextChanges.Brief(whole.ToString())}`: `{token.Text}` → `{replacement}`");
}
