using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>The other way round a loop; what a for-each goes over, part of it or a copy; a loop that should be a single question.</summary>
public sealed class Loops : EditOperator
{
    public override string Family => "loop";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        switch (node)
        {
            case ForStatementSyntax { Declaration.Variables: [{ Initializer.Value: { } start } variable], Condition: BinaryExpressionSyntax { Left: IdentifierNameSyntax asked } condition, Incrementors: [PostfixUnaryExpressionSyntax step] } loop when asked.Identifier.Text == variable.Identifier.Text:
                if (step.IsKind(SyntaxKind.PostIncrementExpression) && condition.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression)
                {
                    var last = condition.IsKind(SyntaxKind.LessThanExpression) ? $"{condition.Right} - 1" : condition.Right.ToString();
                    yield return new Variant(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(loop.Declaration!.SpanStart, step.Span.End), $"{loop.Declaration.Type} {asked} = {last}; {asked} >= {start}; {asked}--", 0.4, $"go downwards in `{TextChanges.Brief(loop.ToString(), 45)}`");
                }
                else if (step.IsKind(SyntaxKind.PostDecrementExpression))
                {
                    yield return new Variant(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(loop.Declaration!.SpanStart, step.Span.End), $"{loop.Declaration.Type} {asked} = {condition.Right}; {asked} <= {start}; {asked}++", 0.4, $"go upwards in `{TextChanges.Brief(loop.ToString(), 45)}`");
                }

                break;
            case WhileStatementSyntax loop:
                yield return EditContext.Replace(loop.WhileKeyword, "if", 0.2, $"`{TextChanges.Brief(loop.ToString(), 40)}`: `while` → `if`");
                break;
            case IfStatementSyntax { Else: null } choice:
                yield return EditContext.Replace(choice.IfKeyword, "while", 0.3, $"`{TextChanges.Brief(choice.ToString(), 40)}`: `if` → `while`");
                break;
        }
    }
}
