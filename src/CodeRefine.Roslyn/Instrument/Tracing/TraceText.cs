using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>Code as one line, cut short; of a statement with others in it its head.</summary>
internal static class TraceText
{
    private const int Longest = 100;

    public static string Of(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText().ToString();
        var line = new StringBuilder(Longest);
        for (var at = node.SpanStart; at < End(node) && line.Length < Longest; at++)
        {
            var c = text[at];
            if (!char.IsWhiteSpace(c))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.Length < Longest ? line.ToString().TrimEnd() : line.ToString(0, Longest - 1) + "…";
    }

    private static int End(SyntaxNode node) => node switch
    {
        IfStatementSyntax s => s.CloseParenToken.Span.End,
        WhileStatementSyntax s => s.CloseParenToken.Span.End,
        DoStatementSyntax s => s.DoKeyword.Span.End,
        ForStatementSyntax s => s.CloseParenToken.Span.End,
        CommonForEachStatementSyntax s => s.CloseParenToken.Span.End,
        UsingStatementSyntax s => s.CloseParenToken.Span.End,
        LockStatementSyntax s => s.CloseParenToken.Span.End,
        FixedStatementSyntax s => s.CloseParenToken.Span.End,
        SwitchStatementSyntax s => s.OpenBraceToken.IsMissing ? s.Span.End : s.OpenBraceToken.SpanStart,
        LabeledStatementSyntax s => s.ColonToken.Span.End,
        AnonymousFunctionExpressionSyntax s => s.Body.SpanStart,
        BaseMethodDeclarationSyntax { Body: { } body } => body.SpanStart,
        LocalFunctionStatementSyntax { Body: { } body } => body.SpanStart,
        AccessorDeclarationSyntax { Body: { } body } => body.SpanStart,
        _ => node.Span.End,
    };

    /// <summary>Of the node that a trace calls the function.</summary>
    public static string NameOf(SyntaxNode owner)
    {
        var type = owner.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()?.Identifier.ValueText;
        var member = owner.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not BaseTypeDeclarationSyntax) switch
        {
            MethodDeclarationSyntax m => m.Identifier.ValueText,
            ConstructorDeclarationSyntax => "new",
            PropertyDeclarationSyntax p => p.Identifier.ValueText,
            IndexerDeclarationSyntax => "this[]",
            OperatorDeclarationSyntax o => "operator " + o.OperatorToken.ValueText,
            ConversionOperatorDeclarationSyntax => "conversion",
            EventDeclarationSyntax e => e.Identifier.ValueText,
            _ => null,
        };
        var name = string.Join('.', new[] { type, member }.OfType<string>());
        return owner switch
        {
            LocalFunctionStatementSyntax local => $"{local.Identifier.ValueText} in {name}",
            AnonymousFunctionExpressionSyntax => $"lambda in {name}",
            AccessorDeclarationSyntax accessor when !accessor.IsKind(SyntaxKind.GetAccessorDeclaration) => $"{name}.{accessor.Keyword.ValueText}",
            _ => name,
        };
    }
}
