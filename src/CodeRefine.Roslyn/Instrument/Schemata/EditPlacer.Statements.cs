using CodeRefine.Roslyn.Repair;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Instrument.Schemata;

internal sealed partial class EditPlacer
{
    /// <summary>One statement for others, or something new beside it.</summary>
    private Placement? Statement(StatementSyntax statement, CandidateEdit edit)
    {
        if (statement.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax || IsInStatic(statement) || Fragment.Block(Edited(statement.Span, edit), options) is not { } fragment)
        {
            return null;
        }

        return Beside(statement, fragment) ?? (CanStepAside(statement) && Fits(statement, fragment) ? new(sites.At(SiteKind.Statement, statement), fragment.WithBudgets(copied, cancellationToken)) : null);
    }

    /// <summary>A statement kept as it is, with new ones before or after it: these alone are put in.</summary>
    private Placement? Beside(StatementSyntax statement, Fragment fragment)
    {
        var (statements, count) = (fragment.Statements, fragment.Statements.Count);
        if (!IsInList(statement) || count < 2)
        {
            return null;
        }

        var own = statement.ToString();
        if (statements[count - 1].ToString() == own)
        {
            return New(sites.At(SiteKind.Before, statement), statements.Take(count - 1));
        }

        return statements[0].ToString() == own ? New(Behind(statement), statements.Skip(1)) : null;
    }

    private Placement? New(Site site, IEnumerable<StatementSyntax> statements)
    {
        var added = statements.ToList();
        return added.Any(DeclaresName) || Fragment.Block(string.Join('\n', added), options) is not { } fragment ? null : new(site, fragment.WithBudgets(copied, cancellationToken));
    }

    private Site Behind(StatementSyntax statement)
    {
        var list = ListOf(statement);
        var next = list.IndexOf(statement) + 1;
        return next > 0 && next < list.Count ? sites.At(SiteKind.Before, list[next]) : sites.At(SiteKind.After, statement);
    }

    /// <summary>Several statements of a list for others, or something new between two of them.</summary>
    private Placement? List(SyntaxNode holder, TextSpan span, CandidateEdit edit)
    {
        var list = holder is BlockSyntax block ? block.Statements : ((SwitchSectionSyntax)holder).Statements;
        if (list.Count == 0 || IsInStatic(holder))
        {
            return null;
        }

        if (span.IsEmpty && list.FirstOrDefault(s => s.SpanStart == span.Start || s.Span.End == span.Start) is { } neighbour && Fragment.Block(edit.Changes[0].NewText!, options) is { Statements.Count: > 0 } added)
        {
            return New(neighbour.SpanStart == span.Start ? sites.At(SiteKind.Before, neighbour) : Behind(neighbour), added.Statements);
        }

        var several = list.Where(s => s.Span.End > span.Start && s.SpanStart < span.End).ToList();
        if (several.Count < 2 || several[0].SpanStart > span.Start || several[^1].Span.End < span.End || several.Any(s => !CanStepAside(s)))
        {
            return null;
        }

        return Fragment.Block(Edited(TextSpan.FromBounds(several[0].SpanStart, several[^1].Span.End), edit), options) is { } fragment
            ? new(sites.At(SiteKind.Statement, several[0], several[^1]), fragment.WithBudgets(copied, cancellationToken))
            : null;
    }

    /// <summary>Whether a condition may be put before it: what it declares must be seen by it alone.</summary>
    private static bool CanStepAside(StatementSyntax statement) => !DeclaresName(statement) && statement is not EmptyStatementSyntax && !ScopedNames.Escape(statement);

    private static bool DeclaresName(StatementSyntax statement) => statement is LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax;

    /// <summary>A place for one statement takes one, and an <c>else</c> behind it must not become another's.</summary>
    private static bool Fits(StatementSyntax statement, Fragment fragment) =>
        IsInList(statement) || (fragment.Statements is [var only] && !DeclaresName(only) && !(statement.Parent is IfStatementSyntax { Else: not null } choice && choice.Statement == statement && EndsInBareIf(only)));

    private static bool EndsInBareIf(StatementSyntax statement) => statement switch
    {
        IfStatementSyntax { Else: null } => true,
        IfStatementSyntax { Else.Statement: var other } => EndsInBareIf(other),
        WhileStatementSyntax loop => EndsInBareIf(loop.Statement),
        ForStatementSyntax loop => EndsInBareIf(loop.Statement),
        CommonForEachStatementSyntax loop => EndsInBareIf(loop.Statement),
        UsingStatementSyntax holder => EndsInBareIf(holder.Statement),
        LockStatementSyntax holder => EndsInBareIf(holder.Statement),
        _ => false,
    };

    private static bool IsInList(StatementSyntax statement) => statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax;

    private static SyntaxList<StatementSyntax> ListOf(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        _ => default,
    };
}
