using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Arithmetic that overflows or rounds: a wider local, a cast before the operation, checked, the midpoint without a sum.</summary>
public sealed class Widening : EditOperator
{
    public override string Family => "width";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        switch (node)
        {
            case LocalDeclarationStatementSyntax { Declaration: { Type: { } type } declaration } when !declaration.Variables.Any(v => v.Initializer is null && type.IsVar):
                foreach (var wider in Wider(context.TypeOf(type)))
                {
                    yield return EditContext.Replace(type, wider, 0.4, $"`{TextChanges.Brief(declaration.ToString())}`: `{type}` → `{wider}`");
                }

                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression or (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression or (int)SyntaxKind.LeftShiftExpression } binary when context.TypeOf(binary) is { SpecialType: SpecialType.System_Int32 }:
                var likely = binary.IsKind(SyntaxKind.MultiplyExpression) ? 0.5 : 0.3;
                yield return EditContext.Replace(binary, Placing.Put(binary, $"(long){EditContext.Operand(binary.Left)} {binary.OperatorToken.Text} {binary.Right}", binary.Kind()), likely);
                if (binary.Parent is not BinaryExpressionSyntax)
                {
                    yield return EditContext.Replace(binary, $"checked({binary})", 0.35);
                }

                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression, Left: ParenthesizedExpressionSyntax { Expression: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum }, Right: LiteralExpressionSyntax { Token.ValueText: "2" } } middle when context.TypeOf(middle).IsInteger():
                yield return EditContext.Replace(middle, Placing.Put(middle, $"{sum.Left} + ({sum.Right} - {EditContext.Operand(sum.Left)}) / 2", SyntaxKind.AddExpression), 0.4);
                break;
            case CastExpressionSyntax cast when context.TypeOf(cast).IsNumeric():
                yield return EditContext.Replace(cast, Placing.Put(cast, cast.Expression.ToString(), cast.Expression.Kind()), 0.35);
                if (context.TypeOf(cast).IsInteger() && context.TypeOf(cast.Expression).IsReal())
                {
                    yield return EditContext.Replace(cast, $"({cast.Type})Math.Round({Bare(cast.Expression)}, MidpointRounding.AwayFromZero)", 0.4);
                    yield return EditContext.Replace(cast, $"({cast.Type})Math.Ceiling({Bare(cast.Expression)})", 0.4);
                    yield return EditContext.Replace(cast, $"({cast.Type})Math.Floor({Bare(cast.Expression)})", 0.4);
                }

                break;
            case ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Round", Expression: IdentifierNameSyntax { Identifier.ValueText: "Math" } } } } list when !list.ToString().Contains("MidpointRounding", StringComparison.Ordinal):
                yield return new Variant(new(list.CloseParenToken.SpanStart, 0), ", MidpointRounding.AwayFromZero", 0.55, "round halves away from zero");
                break;
        }
    }

    private static string[] Wider(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Int32 => ["long", "double"],
        SpecialType.System_Int16 or SpecialType.System_Byte or SpecialType.System_SByte => ["int"],
        SpecialType.System_UInt32 => ["ulong"],
        SpecialType.System_Single => ["double"],
        SpecialType.System_Double => ["decimal"],
        _ => [],
    };

    private static ExpressionSyntax Bare(ExpressionSyntax expression) => expression is ParenthesizedExpressionSyntax inner ? inner.Expression : expression;
}
