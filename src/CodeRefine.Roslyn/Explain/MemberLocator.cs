using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Explain;

/// <summary>The member that stands around a place.</summary>
public static class MemberLocator
{
    /// <summary>Documentation id of the innermost member, or else type, around <paramref name="position"/>; null outside of all.</summary>
    public static string? Enclosing(SemanticModel model, SyntaxNode root, int position) =>
        DeclarationAt(root, position) is { } declaration ? IdOf(model, declaration) : null;

    /// <summary>Innermost member declaration around <paramref name="position"/>; null where there is none.</summary>
    public static MemberDeclarationSyntax? DeclarationAt(SyntaxNode root, int position)
    {
        if (root.FullSpan.Length == 0)
        {
            return null;
        }

        return root.FindToken(Math.Clamp(position, 0, root.FullSpan.End - 1)).Parent?.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault(m => m is not BaseNamespaceDeclarationSyntax);
    }

    private static string? IdOf(SemanticModel model, MemberDeclarationSyntax declaration)
    {
        SyntaxNode named = declaration is BaseFieldDeclarationSyntax { Declaration.Variables: [var first, ..] } ? first : declaration;
        return model.GetDeclaredSymbol(named)?.GetDocumentationCommentId();
    }
}
