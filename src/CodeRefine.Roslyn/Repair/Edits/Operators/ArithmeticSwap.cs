using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Another arithmetic, shift or bit operator.</summary>
public sealed class ArithmeticSwap : EditOperator
{
    private static readonly Dictionary<SyntaxKind, (string Operator, double Prior)[]> Table = new()
    {
        [SyntaxKind.PlusToken] = [("-", 0.75), ("*", 0.55), ("/", 0.2), ("%", 0.2)],
        [SyntaxKind.MinusToken] = [("+", 0.75), ("*", 0.25), ("/", 0.25), ("%", 0.2)],
        [SyntaxKind.AsteriskToken] = [("+", 0.55), ("/", 0.55), ("%", 0.2)],
        [SyntaxKind.SlashToken] = [("*", 0.55), ("%", 0.6), ("-", 0.2)],
        [SyntaxKind.PercentToken] = [("/", 0.65), ("*", 0.2)],
        [SyntaxKind.AmpersandToken] = [("|", 0.65), ("^", 0.5)],
        [SyntaxKind.BarToken] = [("&", 0.65), ("^", 0.5)],
        [SyntaxKind.CaretToken] = [("&", 0.7), ("|", 0.6)],
        [SyntaxKind.LessThanLessThanToken] = [(">>", 0.7)],
        [SyntaxKind.GreaterThanGreaterThanToken] = [("<<", 0.7), (">>>", 0.5)],
        [SyntaxKind.GreaterThanGreaterThanGreaterThanToken] = [(">>", 0.6)],
    };

    public override string Family => "arithmetic";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context) =>
        node is BinaryExpressionSyntax binary && Table.TryGetValue(binary.OperatorToken.Kind(), out var replacements) && Fits(binary, context)
            ? replacements.Select(r => EditContext.Replace(binary.OperatorToken, r.Operator, r.Prior, $"`{TextChanges.Brief(binary.ToString())}`: `{binary.OperatorToken.Text}` → `{r.Operator}`"))
            : [];

    private static bool Fits(BinaryExpressionSyntax binary, EditContext context)
    {
        var (left, right) = (context.TypeOf(binary.Left), context.TypeOf(binary.Right));
        return (IsArithmetic(left) && IsArithmetic(right)) || (left.IsBool() && right.IsBool());
    }

    private static bool IsArithmetic(ITypeSymbol? type) => type.IsNumeric() || type.IsChar() || type is { IsValueType: true, SpecialType: SpecialType.None };
}
