using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>Sites and basic blocks: what a recorded number stands for.</summary>
internal sealed partial class TraceWriter
{
    private int Site(SyntaxNode node, int block, TracedFunction function)
    {
        var span = node.SyntaxTree.GetLineSpan(node.Span, cancellationToken);
        map.Sites.Add(new(function.Index, path, span.StartLinePosition.Line + 1, span.EndLinePosition.Line + 1, block, TraceText.Of(node)));
        return map.Sites.Count - 1;
    }

    /// <summary>Statements of a list, up to one that branches, are a block.</summary>
    private int BlockOf(StatementSyntax statement)
    {
        if (!blocks.TryGetValue(statement, out var block))
        {
            block = NewBlock();
            foreach (var one in ListOf(statement))
            {
                blocks[one] = block;
                block = IsSimple(one) ? block : NewBlock();
            }

            block = blocks.TryGetValue(statement, out var own) ? own : blocks[statement] = block;
        }

        return block;
    }

    private int BlockAround(SyntaxNode node, TracedFunction function)
    {
        for (var at = node; at is not null && at != function.Owner; at = at.Parent)
        {
            if (at is StatementSyntax statement && blocks.TryGetValue(statement, out var block))
            {
                return block;
            }
        }

        return function.Index >= 0 && map.Sites.FindLast(s => s.Function == function.Index) is { } last ? last.Block : NewBlock();
    }

    private int lastBlock = map.Sites.Count == 0 ? 0 : map.Sites.Max(s => s.Block);

    private int NewBlock() => ++lastBlock;

    private static StatementSyntax[] ListOf(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => [.. block.Statements],
        SwitchSectionSyntax section => [.. section.Statements],
        _ => [statement],
    };

    private static bool IsSimple(StatementSyntax statement) => statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax or LocalFunctionStatementSyntax or EmptyStatementSyntax;

    private int Line(SyntaxToken token) => token.SyntaxTree!.GetLineSpan(token.Span, cancellationToken).StartLinePosition.Line + 1;
}
