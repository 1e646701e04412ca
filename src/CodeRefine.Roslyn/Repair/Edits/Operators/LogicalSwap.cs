using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary><c>&amp;&amp;</c> for <c>||</c> and back, also in patterns.</summary>
public sealed class LogicalSwap : EditOperator
{
    public override string Family => "logic";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        switch (node)
        {
            case BinaryExpressionSyntax binary when Other(binary.OperatorToken) is { } other:
                yield return EditContext.Replace(binary.OperatorToken, other, 0.85, $"`{TextChanges.Brief(binary.ToString())}`: `{binary.OperatorToken.Text}` → `{other}`");
                break;
            case BinaryPatternSyntax pattern:
                var word = pattern.OperatorToken.IsKind(SyntaxKind.AndKeyword) ? "or" : "and";
                yield return EditContext.Replace(pattern.OperatorToken, word, 0.8, $"`{TextChanges.Brief(pattern.ToString())}`: `{pattern.OperatorToken.Text}` → `{word}`");
                break;
        }
    }

    private static string? Other(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.AmpersandAmpersandToken => "||",
        SyntaxKind.BarBarToken => "&&",
        _ => null,
    };
}
