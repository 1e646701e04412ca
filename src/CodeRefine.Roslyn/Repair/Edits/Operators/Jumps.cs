using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>break, continue and return for each other; a forgotten break at the end of a branch in a loop.</summary>
public sealed class Jumps : EditOperator
{
    public override string Family => "jump";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        switch (node)
        {
            case BreakStatementSyntax { Parent: not SwitchSectionSyntax }:
                yield return EditContext.Replace(node, "continue;", 0.7);
                foreach (var exit in Returns((StatementSyntax)node, context))
                {
                    yield return EditContext.Replace(node, exit, 0.35);
                }

                break;
            case ContinueStatementSyntax:
                yield return EditContext.Replace(node, "break;", 0.7);
                foreach (var exit in Returns((StatementSyntax)node, context))
                {
                    yield return EditContext.Replace(node, exit, 0.3);
                }

                break;
            case ReturnStatementSyntax when Placing.Loop(node) is not null:
                yield return EditContext.Replace(node, "continue;", 0.35);
                yield return EditContext.Replace(node, "break;", 0.35);
                break;
            case ExpressionStatementSyntax { Parent: BlockSyntax { Parent: IfStatementSyntax or ElseClauseSyntax } block } last when block.Statements[^1] == last && Placing.Loop(node) is not null:
                yield return context.InsertAfter(last, "break;", 0.4);
                yield return context.InsertAfter(last, "continue;", 0.3);
                break;
        }
    }

    private static IEnumerable<string> Returns(StatementSyntax statement, EditContext context) =>
        Defaults.ReturnsNothing(statement, context) ? ["return;"]
            : Defaults.ReturnType(statement, context) is { } type ? Defaults.Of(type, context.Model, statement.SpanStart).Take(2).Select(v => $"return {v};") : [];
}
