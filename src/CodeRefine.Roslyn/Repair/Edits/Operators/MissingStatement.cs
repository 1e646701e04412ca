using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>A forgotten statement: a loop's step, an element put into a collection, an assignment that the same method makes elsewhere.</summary>
public sealed class MissingStatement : EditOperator
{
    private static readonly string[] Adders = ["Add", "Push", "Enqueue", "Append", "AddLast", "Remove"];

    public override string Family => "missing statement";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is not StatementSyntax statement || statement is LocalFunctionStatementSyntax)
        {
            return [];
        }

        var insertions = Steps(statement, context).Concat(Collected(statement, context)).Concat(Donors(statement));
        var closes = statement is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or ThrowStatementSyntax;
        return insertions.SelectMany(i => closes
            ? [context.InsertBefore(statement, i.Code, i.Prior)]
            : new[] { context.InsertAfter(statement, i.Code, i.Prior), context.InsertBefore(statement, i.Code, i.Prior * 0.7) });
    }

    /// <summary>A while loop whose variable stands still.</summary>
    private static IEnumerable<(string Code, double Prior)> Steps(StatementSyntax statement, EditContext context)
    {
        if (Placing.Loop(statement) is not (WhileStatementSyntax or DoStatementSyntax) and not ForStatementSyntax { Incrementors.Count: 0 } and { } && Placing.Loop(statement) is not CommonForEachStatementSyntax)
        {
            yield break;
        }

        var loop = Placing.Loop(statement)!;
        var condition = loop switch { WhileStatementSyntax w => w.Condition, DoStatementSyntax d => d.Condition, ForStatementSyntax f => f.Condition, _ => null };
        var asked = condition?.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(n => n.Identifier.Text).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var value in context.ValuesAt(statement).Where(v => v.IsWritable && v.Nearness < 2 && v.Type.IsInteger()).Take(6))
        {
            var prior = asked.Contains(value.Name) ? 0.6 : 0.3;
            yield return ($"{value.Name}++;", prior);
            yield return ($"{value.Name}--;", prior * 0.75);
        }
    }

    private static IEnumerable<(string Code, double Prior)> Collected(StatementSyntax statement, EditContext context)
    {
        var values = context.ValuesAt(statement).Where(v => v.Nearness < 2).ToList();
        foreach (var collection in values.Where(v => v.Type is INamedTypeSymbol).Take(10))
        {
            if (collection.Type.ElementType() is { } element)
            {
                foreach (var (adder, rank) in Adders.Where(a => TypeFacts.HasMethod(collection.Type, a)).Select((a, i) => (a, i)).Take(2))
                {
                    foreach (var value in values.Where(v => v != collection && v.Type.SameAs(element)).Take(4))
                    {
                        yield return ($"{collection.Name}.{adder}({value.Name});", adder == "Remove" ? 0.2 : 0.4 - (rank * 0.1));
                    }
                }
            }

            foreach (var shrink in new[] { "Pop", "Dequeue" }.Where(m => TypeFacts.HasMethod(collection.Type, m)))
            {
                yield return ($"{collection.Name}.{shrink}();", 0.3);
            }
        }
    }

    /// <summary>The same method's own assignments and calls, and those of a counter or flag reset.</summary>
    private static IEnumerable<(string Code, double Prior)> Donors(StatementSyntax statement) =>
        Placing.Body(statement)?.DescendantNodes().OfType<ExpressionStatementSyntax>()
            .Where(s => s != statement && s.Span.Length < 120)
            .Select(s => s.ToString()).Distinct(StringComparer.Ordinal).Take(12).Select(s => (s, 0.3)) ?? [];
}
