using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>A forgotten special case: returns a plain value or a parameter, or leaves or goes on in a loop, where a condition holds.</summary>
public sealed class ConditionalExits : EditOperator
{
    private const int MostConditions = 24;

    public override string Family => "guard";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is not StatementSyntax statement || node is LocalFunctionStatementSyntax)
        {
            yield break;
        }

        var values = context.ValuesAt(statement);
        // The special case is mostly asked at the method's start or just before the answer.
        var place = IsFirst(statement) ? 0.45 : statement is ReturnStatementSyntax ? 0.3 : 0.15;
        var exits = Exits(statement, context, values).ToList();
        foreach (var (condition, weight) in Predicates.Over(values).OrderByDescending(p => p.Weight).Take(MostConditions))
        {
            foreach (var (exit, likely) in exits)
            {
                yield return context.InsertBefore(statement, $"if ({condition}) {exit}", place * weight * likely);
            }
        }
    }

    private static bool IsFirst(StatementSyntax statement) =>
        statement.Parent is BlockSyntax { Parent: BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax } block && block.Statements[0] == statement;

    private static IEnumerable<(string, double)> Exits(StatementSyntax statement, EditContext context, IReadOnlyList<ScopeValue> values)
    {
        if (Placing.Loop(statement) is not null)
        {
            yield return ("continue;", 0.8);
            yield return ("break;", 0.8);
        }

        if (Defaults.ReturnsNothing(statement, context))
        {
            yield return ("return;", 1);
        }
        else if (Defaults.ReturnType(statement, context) is { } type)
        {
            var likely = 1.0;
            foreach (var value in Defaults.Of(type, context.Model, statement.SpanStart))
            {
                yield return ($"return {value};", likely);
                likely = Math.Max(0.4, likely - 0.15);
            }

            foreach (var value in values.Where(v => v.Nearness == 0 && v.Type.SameAs(type)).Take(4))
            {
                yield return ($"return {value.Name};", 0.7);
            }
        }
    }
}
