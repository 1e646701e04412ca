using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.Edits;

/// <summary>
/// Knows edits that take code away in disguise: what they leave has no effect. <c>price -= 0</c>, <c>count &gt; count</c>, and an assignment to
/// a variable that nobody reads after are deletions, and as such the last choice. By syntax and names alone, so it rather misses one than
/// calls one so that is not.
/// </summary>
internal static class DeadCode
{
    /// <summary>Whether <paramref name="newText"/> in place of <paramref name="span"/> leaves <paramref name="node"/>'s surroundings without effect.</summary>
    /// <param name="node">What the edit was made for: it has that span, or contains it.</param>
    public static bool Leaves(SyntaxNode node, TextSpan span, string newText)
    {
        if (span.IsEmpty || !node.Span.Contains(span))
        {
            return false;
        }

        var replaced = node.FindNode(span, getInnermostNodeForTie: true).FirstAncestorOrSelf<ExpressionSyntax>(e => e.Span == span);
        return replaced?.Parent switch
        {
            AssignmentExpressionSyntax assignment when assignment.Right == replaced => KeepsItsValue(assignment, newText),
            AssignmentExpressionSyntax assignment when assignment.Left == replaced => newText == assignment.Right.ToString() || IsUnread(assignment, newText),
            BinaryExpressionSyntax comparison when comparison.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.NotEqualsExpression =>
                newText == (comparison.Left == replaced ? comparison.Right : comparison.Left).ToString(),
            _ => false,
        };
    }

    private static bool KeepsItsValue(AssignmentExpressionSyntax assignment, string value) => assignment.Kind() switch
    {
        SyntaxKind.SimpleAssignmentExpression => value == assignment.Left.ToString(),
        SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression or SyntaxKind.OrAssignmentExpression or SyntaxKind.ExclusiveOrAssignmentExpression
            or SyntaxKind.LeftShiftAssignmentExpression or SyntaxKind.RightShiftAssignmentExpression => value is "0" or "\"\"",
        SyntaxKind.MultiplyAssignmentExpression or SyntaxKind.DivideAssignmentExpression => value == "1",
        _ => false,
    };

    /// <summary>Only a statement's own assignment: one within an expression has its value read.</summary>
    private static bool IsUnread(AssignmentExpressionSyntax assignment, string target)
    {
        if (assignment.Parent is not ExpressionStatementSyntax statement || statement.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member || !IsOwn(target, member))
        {
            return false;
        }

        // In a loop, or a local function, what stands before may run after.
        var outermost = statement.Ancestors().TakeWhile(a => a != member)
            .LastOrDefault(a => a is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
        var begin = outermost?.SpanStart ?? statement.Span.End;
        return !member.DescendantTokens().Any(t => t.SpanStart >= begin && !assignment.Span.Contains(t.Span) && t.ValueText == target && t.Parent is IdentifierNameSyntax);
    }

    /// <summary>A local, or a parameter that the caller does not see.</summary>
    private static bool IsOwn(string name, MemberDeclarationSyntax member) =>
        member.DescendantNodes().Any(n => n switch
        {
            VariableDeclaratorSyntax local => local.Identifier.ValueText == name && local.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { } declaration && declaration.Declaration.Type is not RefTypeSyntax,
            ParameterSyntax parameter => parameter.Identifier.ValueText == name && parameter.Modifiers.Count == 0,
            _ => false,
        })
        && !member.DescendantNodes().OfType<ParameterSyntax>().Any(p => p.Identifier.ValueText == name && p.Modifiers.Count > 0)
        && !member.DescendantNodes().Any(n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or RefExpressionSyntax && n.DescendantTokens().Any(t => t.ValueText == name));
}
