using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>A condition made narrower or wider by one more comparison, of the method's own, of values in scope, or of what it asks about with a number from the checks or the statement.</summary>
public sealed class ExtendCondition : EditOperator
{
    private const int MostPredicates = 30, MostBounds = 48;

    public override string Family => "extended condition";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is not ExpressionSyntax condition || !(Placing.IsCondition(condition) || condition.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax) || condition is LiteralExpressionSyntax || !context.TypeOf(condition).IsBool())
        {
            yield break;
        }

        var present = condition.ToString();
        var own = Placing.Body(node)?.DescendantNodes().OfType<ExpressionSyntax>()
            .Where(e => e is BinaryExpressionSyntax { RawKind: not ((int)SyntaxKind.LogicalAndExpression) and not ((int)SyntaxKind.LogicalOrExpression) } or InvocationExpressionSyntax or IsPatternExpressionSyntax && context.TypeOf(e).IsBool())
            .Select(e => (e.ToString(), 0.4)) ?? [];
        var made = Predicates.Over(context.ValuesAt(node)).Select(p => (p.Code, p.Weight * 0.4));
        var bounds = Predicates.Bounds(Asked(condition, context), context.Literals).Select(p => (p.Code, p.Weight * 0.4)).Take(MostBounds);
        foreach (var (code, prior) in own.Concat(made).Where(p => !present.Contains(p.Item1, StringComparison.Ordinal)).DistinctBy(p => p.Item1).Take(MostPredicates).Concat(bounds))
        {
            yield return EditContext.Replace(condition, $"{In(condition, SyntaxKind.LogicalAndExpression)} && {code}", prior);
            yield return EditContext.Replace(condition, $"{code} && {In(condition, SyntaxKind.LogicalAndExpression)}", prior * 0.95);
            yield return EditContext.Replace(condition, $"{In(condition, SyntaxKind.LogicalOrExpression)} || {code}", prior * 0.9);
            yield return EditContext.Replace(condition, $"{code} || {In(condition, SyntaxKind.LogicalOrExpression)}", prior * 0.85);
        }
    }

    /// <summary>Numbers that the condition asks about already.</summary>
    private static IEnumerable<ScopeValue> Asked(ExpressionSyntax condition, EditContext context)
    {
        var names = condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(n => n.Identifier.Text).ToHashSet(StringComparer.Ordinal);
        return context.ValuesAt(condition).Where(v => v.Nearness < 2 && v.Type.IsInteger() && names.Contains(v.Name)).Take(2);
    }

    private static string In(ExpressionSyntax condition, SyntaxKind kind) =>
        condition is ConditionalExpressionSyntax or AssignmentExpressionSyntax || (condition is BinaryExpressionSyntax && Placing.Tightness(condition.Kind()) < Placing.Tightness(kind)) ? $"({condition})" : condition.ToString();
}
