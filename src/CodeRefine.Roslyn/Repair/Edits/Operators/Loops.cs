using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>The other way round a loop; to the bound as it was before the loop; what a for-each goes over, part of it or a copy; a loop that should be a single question.</summary>
public sealed class Loops : EditOperator
{
    public override string Family => "loop";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is ForStatementSyntax counted && BoundOnce(counted, context) is { } once)
        {
            yield return once;
        }

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

    /// <summary>The body changes what the loop is counted up to: the bound as it was at the beginning.</summary>
    private static Variant? BoundOnce(ForStatementSyntax loop, EditContext context)
    {
        if (loop is not { Declaration: { Variables: [{ Initializer: not null } variable] } declaration, Condition: BinaryExpressionSyntax { Left: IdentifierNameSyntax asked } condition } || asked.Identifier.Text != variable.Identifier.Text
            || condition.Kind() is not (SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression)
            || context.TypeOf(declaration.Type) is not { } type || context.TypeOf(condition.Right) is not { } bound || !context.Converts(bound, type))
        {
            return null;
        }

        var changed = context.Model.AnalyzeDataFlow(loop.Statement) is { Succeeded: true } flow ? flow.WrittenInside.Select(s => s.Name).ToHashSet(StringComparer.Ordinal) : [];
        var isCollection = condition.Right.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().Any(a => a.Name.Identifier.ValueText is "Count" or "Length");
        if (!isCollection && !condition.Right.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(n => changed.Contains(n.Identifier.Text)))
        {
            return null;
        }

        var name = new[] { "end", "last", "bound" }.FirstOrDefault(n => context.Model.LookupSymbols(loop.Statement.Span.End, name: n).IsEmpty) ?? "end1";
        var code = $"{type.Written(context.Model, loop.SpanStart)} {variable}, {name} = {condition.Right}; {asked} {condition.OperatorToken.Text} {name}";
        return new Variant(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(declaration.SpanStart, condition.Span.End), code, isCollection ? 0.3 : 0.5, $"count to what `{TextChanges.Brief(condition.Right.ToString())}` is at the beginning of `{TextChanges.Brief(loop.ToString(), 45)}`");
    }
}
