using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Integer division that loses its fraction: divides reals, rounds up, or divides last.</summary>
public sealed class Division : EditOperator
{
    public override string Family => "division";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is not BinaryExpressionSyntax binary)
        {
            yield break;
        }

        if (binary.IsKind(SyntaxKind.DivideExpression) && context.TypeOf(binary).IsInteger())
        {
            var wanted = Wanted(binary, context);
            if (wanted.IsReal())
            {
                var type = wanted!.ToDisplayString();
                yield return EditContext.Replace(binary, Placing.Put(binary, $"({type}){EditContext.Operand(binary.Left)} / {binary.Right}", SyntaxKind.DivideExpression), 0.95);
            }
            else
            {
                var divisor = EditContext.Operand(binary.Right);
                yield return EditContext.Replace(binary, Placing.Put(binary, $"({binary.Left} + {divisor} - 1) / {divisor}", SyntaxKind.DivideExpression), 0.4);
                yield return EditContext.Replace(binary, $"(int)Math.Round((double){EditContext.Operand(binary.Left)} / {divisor}, MidpointRounding.AwayFromZero)", 0.15);
            }
        }

        // a / b * c → a * c / b
        if (binary.IsKind(SyntaxKind.MultiplyExpression) && context.TypeOf(binary).IsInteger())
        {
            var left = binary.Left is ParenthesizedExpressionSyntax inner ? inner.Expression : binary.Left;
            if (left is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } division)
            {
                yield return EditContext.Replace(binary, $"{division.Left} * {EditContext.Operand(binary.Right)} / {division.Right}", 0.7);
            }
        }

        // A remainder of a negative number is negative.
        if (binary.IsKind(SyntaxKind.ModuloExpression) && context.TypeOf(binary).IsInteger())
        {
            var modulus = EditContext.Operand(binary.Right);
            yield return EditContext.Replace(binary, Placing.Put(binary, $"({binary} + {modulus}) % {modulus}", SyntaxKind.ModuloExpression), 0.5);
        }
    }

    /// <summary>What the quotient becomes, looking through parentheses, casts and sums around it.</summary>
    private static ITypeSymbol? Wanted(ExpressionSyntax division, EditContext context)
    {
        for (SyntaxNode? place = division; place is ExpressionSyntax expression; place = place.Parent)
        {
            if (context.WantedAt(expression) is { } type && type.IsReal())
            {
                return type;
            }

            if (place.Parent is not (ParenthesizedExpressionSyntax or CastExpressionSyntax or BinaryExpressionSyntax))
            {
                break;
            }
        }

        return context.WantedAt(division);
    }
}
