using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <summary>How statements are left, as far as their syntax tells.</summary>
internal static class ControlFlow
{
    /// <summary>Whether the end of the statement may be reached.</summary>
    public static bool EndsOpen(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax { Expression: null } => false,
        BlockSyntax block => block.Statements.All(EndsOpen),
        IfStatementSyntax { Else: null } => true,
        IfStatementSyntax choice => EndsOpen(choice.Statement) || EndsOpen(choice.Else!.Statement),
        WhileStatementSyntax loop => !IsTrue(loop.Condition) || HasBreak(loop.Statement),
        DoStatementSyntax loop => !IsTrue(loop.Condition) || HasBreak(loop.Statement),
        ForStatementSyntax loop => (loop.Condition is { } condition && !IsTrue(condition)) || HasBreak(loop.Statement),
        SwitchStatementSyntax choice => !choice.Sections.Any(s => s.Labels.Any(l => l is DefaultSwitchLabelSyntax)) || choice.Sections.Any(s => s.Statements.Any(HasBreak)),
        TryStatementSyntax guarded => (EndsOpen(guarded.Block) || guarded.Catches.Any(c => EndsOpen(c.Block))) && (guarded.Finally is not { } last || EndsOpen(last.Block)),
        LockStatementSyntax inner => EndsOpen(inner.Statement),
        UsingStatementSyntax inner => EndsOpen(inner.Statement),
        CheckedStatementSyntax inner => EndsOpen(inner.Block),
        _ => true,
    };

    private static bool IsTrue(ExpressionSyntax condition) => condition.IsKind(SyntaxKind.TrueLiteralExpression);

    private static bool HasBreak(StatementSyntax body) =>
        body.DescendantNodesAndSelf(n => n is not (WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or SwitchStatementSyntax or ExpressionSyntax) || n == body).Any(n => n is BreakStatementSyntax);
}
