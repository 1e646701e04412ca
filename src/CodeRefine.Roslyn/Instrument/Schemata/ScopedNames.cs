using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <summary>Variables that expressions declare (<c>out var x</c>, <c>is T x</c>): put into an arm or a block they are not seen outside of it.</summary>
internal static class ScopedNames
{
    /// <summary>Whether a name that is declared in the node, and would lose its scope with it, stands behind the node too.</summary>
    public static bool Escape(SyntaxNode node)
    {
        List<string>? names = null;
        foreach (var inner in node.DescendantNodes(n => n == node || n is not (BlockSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            if (inner is SingleVariableDesignationSyntax designation)
            {
                (names ??= []).Add(designation.Identifier.ValueText);
            }
        }

        return names is not null && IsUsedBehind(node, names);
    }

    private static bool IsUsedBehind(SyntaxNode node, List<string> names)
    {
        var holder = node.Ancestors().FirstOrDefault(a => a is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? node.SyntaxTree.GetRoot();
        return holder.DescendantTokens(TextSpanBehind(node, holder)).Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.SpanStart >= node.Span.End && names.Contains(t.ValueText));
    }

    private static Microsoft.CodeAnalysis.Text.TextSpan TextSpanBehind(SyntaxNode node, SyntaxNode holder) =>
        Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(node.Span.End, Math.Max(node.Span.End, holder.Span.End));
}
