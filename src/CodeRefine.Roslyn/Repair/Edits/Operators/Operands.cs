using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Exchanges the operands of what is not commutative, drops one, exchanges the branches of a choice.</summary>
public sealed class Operands : EditOperator
{
    public override string Family => "operand";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        switch (node)
        {
            case BinaryExpressionSyntax binary when IsOrdered(binary, context):
                yield return EditContext.Replace(binary, $"{Wrap(binary.Right, binary)} {binary.OperatorToken.Text} {Wrap(binary.Left, binary)}", 0.6);
                foreach (var dropped in Dropped(binary))
                {
                    yield return dropped;
                }

                break;
            case BinaryExpressionSyntax binary when binary.Kind() is SyntaxKind.AddExpression or SyntaxKind.MultiplyExpression && context.TypeOf(binary).IsNumeric():
                foreach (var dropped in Dropped(binary))
                {
                    yield return dropped;
                }

                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } binary:
                yield return EditContext.Replace(binary, $"{binary.Right} ?? {binary.Left}", 0.35);
                break;
            case ConditionalExpressionSyntax choice:
                yield return EditContext.Replace(choice, $"{choice.Condition} ? {choice.WhenFalse} : {choice.WhenTrue}", 0.65);
                yield return EditContext.Replace(choice, Placing.Put(choice, choice.WhenTrue.ToString(), choice.WhenTrue.Kind()), 0.3);
                yield return EditContext.Replace(choice, Placing.Put(choice, choice.WhenFalse.ToString(), choice.WhenFalse.Kind()), 0.3);
                break;
        }
    }

    private static bool IsOrdered(BinaryExpressionSyntax binary, EditContext context) =>
        binary.Kind() is SyntaxKind.SubtractExpression or SyntaxKind.DivideExpression or SyntaxKind.ModuloExpression or SyntaxKind.LeftShiftExpression or SyntaxKind.RightShiftExpression
        || (binary.IsKind(SyntaxKind.AddExpression) && context.TypeOf(binary).IsString());

    private static IEnumerable<Variant> Dropped(BinaryExpressionSyntax binary)
    {
        yield return EditContext.Replace(binary, Placing.Put(binary, binary.Left.ToString(), binary.Left.Kind()), 0.35);
        yield return EditContext.Replace(binary, Placing.Put(binary, binary.Right.ToString(), binary.Right.Kind()), 0.3);
    }

    private static string Wrap(ExpressionSyntax operand, BinaryExpressionSyntax parent) =>
        operand is BinaryExpressionSyntax && Placing.Tightness(operand.Kind()) <= Placing.Tightness(parent.Kind()) ? $"({operand})" : operand.ToString();
}
