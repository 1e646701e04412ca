using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Takes a statement away, exchanges neighbours, moves one out of or into the block beside it.</summary>
public sealed class Statements : EditOperator
{
    public override string Family => "statement";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is not StatementSyntax statement || statement is BlockSyntax or LocalFunctionStatementSyntax)
        {
            return [];
        }

        return Removed(statement).Concat(Moved(statement, context));
    }

    private static IEnumerable<Variant> Removed(StatementSyntax statement)
    {
        var brief = TextChanges.Brief(statement.ToString(), 50);
        if (statement is ExpressionStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or ThrowStatementSyntax or IfStatementSyntax or ReturnStatementSyntax or YieldStatementSyntax && statement.Parent is BlockSyntax or SwitchSectionSyntax)
        {
            yield return new Variant(statement.Span, "", statement is IfStatementSyntax ? 0.2 : 0.35, $"remove `{brief}`", Deletes: true);
        }

        if (statement is IfStatementSyntax choice)
        {
            yield return EditContext.Replace(choice, choice.Statement.ToString(), 0.25, $"always do `{TextChanges.Brief(choice.Statement.ToString(), 40)}`");
            if (choice.Else is { } other)
            {
                yield return new Variant(TextSpan.FromBounds(choice.Statement.Span.End, other.Span.End), "", 0.25, $"remove the else of `{brief}`", Deletes: true);
                yield return new Variant(other.ElseKeyword.Span, "", 0.35, $"remove `else` before `{TextChanges.Brief(other.Statement.ToString(), 40)}`");
            }
        }
    }

    private static IEnumerable<Variant> Moved(StatementSyntax statement, EditContext context)
    {
        if (statement.Parent is not BlockSyntax block)
        {
            yield break;
        }

        var index = block.Statements.IndexOf(statement);
        if (index + 1 < block.Statements.Count)
        {
            var next = block.Statements[index + 1];
            var between = context.Text.ToString(TextSpan.FromBounds(statement.Span.End, next.SpanStart));
            yield return new Variant(TextSpan.FromBounds(statement.SpanStart, next.Span.End), next + between + statement, 0.45, $"exchange `{TextChanges.Brief(statement.ToString(), 40)}` and `{TextChanges.Brief(next.ToString(), 40)}`");

            // Into the block that follows or precedes: done once instead of each round, and the other way round below.
            if (statement is LocalDeclarationStatementSyntax or ExpressionStatementSyntax && Inner(next) is { Statements.Count: > 0 } inner)
            {
                var start = inner.Statements[0].SpanStart;
                yield return new Variant(TextSpan.FromBounds(statement.SpanStart, start), context.Text.ToString(TextSpan.FromBounds(next.SpanStart, start)) + statement + context.NewLine + context.IndentOf(inner.Statements[0]), 0.4, $"move `{TextChanges.Brief(statement.ToString(), 40)}` into the block after it");
            }
        }

        if (block.Parent is StatementSyntax { Parent: BlockSyntax } owner && index == block.Statements.Count - 1 && block.Statements.Count > 1 && statement is ExpressionStatementSyntax or ReturnStatementSyntax)
        {
            var from = block.Statements[index - 1].Span.End;
            var rest = context.Text.ToString(TextSpan.FromBounds(statement.Span.End, owner.Span.End));
            yield return new Variant(TextSpan.FromBounds(from, owner.Span.End), rest + context.NewLine + context.IndentOf(owner) + statement, 0.35, $"move `{TextChanges.Brief(statement.ToString(), 40)}` out behind the block");
        }

        if (block.Parent is StatementSyntax { Parent: BlockSyntax } around && index == 0 && statement is LocalDeclarationStatementSyntax or ExpressionStatementSyntax && block.Statements.Count > 1)
        {
            var head = context.Text.ToString(TextSpan.FromBounds(around.SpanStart, statement.SpanStart));
            yield return new Variant(TextSpan.FromBounds(around.SpanStart, block.Statements[1].SpanStart), statement + context.NewLine + context.IndentOf(around) + head, 0.4, $"move `{TextChanges.Brief(statement.ToString(), 40)}` out before the block");
        }
    }

    private static BlockSyntax? Inner(StatementSyntax statement) => statement switch
    {
        ForStatementSyntax { Statement: BlockSyntax block } => block,
        WhileStatementSyntax { Statement: BlockSyntax block } => block,
        CommonForEachStatementSyntax { Statement: BlockSyntax block } => block,
        IfStatementSyntax { Statement: BlockSyntax block } => block,
        _ => null,
    };
}
