using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Leaves, skips or stands in where something dereferenced is null.</summary>
public sealed class NullGuards : EditOperator
{
    public override string Family => "null guard";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context) => node switch
    {
        StatementSyntax statement => Guards(statement, context),
        MemberAccessExpressionSyntax access => Conditional(access, context),
        ExpressionSyntax expression when Placing.IsValue(expression) && context.TypeOf(expression).CanBeNull() && expression is not (LiteralExpressionSyntax or BaseObjectCreationExpressionSyntax) => Coalesced(expression, context),
        _ => [],
    };

    private static IEnumerable<Variant> Guards(StatementSyntax statement, EditContext context)
    {
        foreach (var receiver in Dereferenced(statement, context).Take(3))
        {
            if (Defaults.ReturnType(statement, context) is { } type)
            {
                var prior = 0.5;
                foreach (var value in Defaults.Of(type, context.Model, statement.SpanStart))
                {
                    yield return context.InsertBefore(statement, $"if ({receiver} is null) return {value};", prior);
                    prior -= 0.1;
                }
            }
            else if (Defaults.ReturnsNothing(statement, context))
            {
                yield return context.InsertBefore(statement, $"if ({receiver} is null) return;", 0.5);
            }

            if (Placing.Loop(statement) is not null)
            {
                yield return context.InsertBefore(statement, $"if ({receiver} is null) continue;", 0.35);
                yield return context.InsertBefore(statement, $"if ({receiver} is null) break;", 0.2);
            }

            if (context.Model.GetEnclosingSymbol(statement.SpanStart) is IMethodSymbol method && method.Parameters.Any(p => p.Name == receiver))
            {
                yield return context.InsertBefore(statement, $"ArgumentNullException.ThrowIfNull({receiver});", 0.35);
            }

            if (statement is ExpressionStatementSyntax or IfStatementSyntax)
            {
                yield return EditContext.Replace(statement, $"if ({receiver} is not null) {{ {statement} }}", 0.35, $"only where `{receiver}` is not null: `{TextChanges.Brief(statement.ToString(), 40)}`");
            }
        }
    }

    private static IEnumerable<string> Dereferenced(StatementSyntax statement, EditContext context) =>
        statement.DescendantNodes(n => n == statement || n is not StatementSyntax).Select(n => n switch
            {
                MemberAccessExpressionSyntax access => access.Expression,
                ElementAccessExpressionSyntax access => access.Expression,
                CommonForEachStatementSyntax loop => loop.Expression,
                _ => null,
            })
            .Concat(statement is CommonForEachStatementSyntax each ? [each.Expression] : [])
            .OfType<ExpressionSyntax>()
            .Where(e => e is IdentifierNameSyntax or MemberAccessExpressionSyntax && context.Model.GetSymbolInfo(e).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol && context.TypeOf(e).CanBeNull())
            .Where(e => context.Model.GetSymbolInfo(e).Symbol is not ILocalSymbol local || local.DeclaringSyntaxReferences.All(d => !statement.Span.Contains(d.Span)))
            .Select(e => e.ToString()).Distinct(StringComparer.Ordinal);

    private static IEnumerable<Variant> Conditional(MemberAccessExpressionSyntax access, EditContext context)
    {
        if (context.TypeOf(access.Expression).CanBeNull() && context.Model.GetSymbolInfo(access.Expression).Symbol is not INamespaceOrTypeSymbol && access.Expression is not (ThisExpressionSyntax or BaseExpressionSyntax))
        {
            yield return EditContext.Replace(access.OperatorToken, "?.", 0.4, $"`{TextChanges.Brief(access.ToString())}`: `.` → `?.`");
        }
    }

    private static IEnumerable<Variant> Coalesced(ExpressionSyntax expression, EditContext context)
    {
        if (expression.Parent is MemberAccessExpressionSyntax or BinaryExpressionSyntax or IsPatternExpressionSyntax or PostfixUnaryExpressionSyntax or ConditionalAccessExpressionSyntax)
        {
            yield break;
        }

        var type = context.TypeOf(expression)!;
        var values = type.IsNullableValue() ? Defaults.Of(((INamedTypeSymbol)type).TypeArguments[0], context.Model, expression.SpanStart) : Defaults.Of(type, context.Model, expression.SpanStart);
        var prior = 0.3;
        foreach (var value in values.Where(v => v != "null").Take(2))
        {
            yield return EditContext.Replace(expression, Placing.Put(expression, $"{EditContext.Operand(expression)} ?? {value}", SyntaxKind.CoalesceExpression), prior);
            prior -= 0.1;
        }
    }
}
