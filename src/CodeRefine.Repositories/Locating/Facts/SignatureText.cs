using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Repositories.Locating.Facts;

/// <summary>A declaration without attributes, bodies and initialisers, on one line.</summary>
internal static class SignatureText
{
    private const int Longest = 240;

    public static string Of(MemberDeclarationSyntax member, VariableDeclaratorSyntax? variable)
    {
        var words = new StringBuilder();
        if (variable is not null && member is BaseFieldDeclarationSyntax field)
        {
            return Cut($"{string.Concat(field.Modifiers.Select(m => m.Text + " "))}{(field is EventFieldDeclarationSyntax ? "event " : "")}{Squeeze(field.Declaration.Type.ToString())} {variable.Identifier.Text}");
        }

        SyntaxToken? before = null;
        foreach (var token in member.DescendantTokens(n => n == member || !IsBody(n)))
        {
            if (IsInside(token, member) || token.IsKind(SyntaxKind.SemicolonToken))
            {
                continue;
            }

            if (token.IsKind(SyntaxKind.OpenBraceToken))
            {
                break;
            }

            if (before is { } b && b.TrailingTrivia.Count + token.LeadingTrivia.Count > 0)
            {
                words.Append(' ');
            }

            words.Append(token.Text);
            before = token;
        }

        return Cut(words.ToString());
    }

    private static bool IsBody(SyntaxNode node) => node is BlockSyntax or ArrowExpressionClauseSyntax or AccessorListSyntax or AttributeListSyntax or ConstructorInitializerSyntax;

    private static bool IsInside(SyntaxToken token, MemberDeclarationSyntax member) =>
        token.Parent?.AncestorsAndSelf().TakeWhile(n => n != member).Any(n => IsBody(n) || n is EqualsValueClauseSyntax && n.Parent == member) == true;

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Cut(string text)
    {
        var line = Squeeze(text);
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, Longest - 1), "…");
    }
}
