using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Patches;

/// <summary>A type, member, field's variable or enum member as it stands in a file.</summary>
/// <param name="Node">A <see cref="MemberDeclarationSyntax"/>, or the <see cref="VariableDeclaratorSyntax"/> of a field or event.</param>
/// <param name="Segments">Simple names from the outermost namespace to the member, without arity.</param>
/// <param name="Parameters">The parameters' types in simple names; default where it takes none by its kind.</param>
internal sealed record DeclaredMember(string Path, SyntaxNode Node, ImmutableArray<string> Segments, ImmutableArray<string> Parameters)
{
    /// <summary>The whole declaration: for a field's variable the field's.</summary>
    public MemberDeclarationSyntax Declaration => Node.FirstAncestorOrSelf<MemberDeclarationSyntax>()!;

    public string Name => Segments[^1];

    /// <summary>Every namespace, type and member of a file, in its order; bodies are not entered.</summary>
    public static IEnumerable<DeclaredMember> In(string path, CompilationUnitSyntax root) => Members(path, root.Members, []);

    /// <summary>By its symbol; null where the tree is too broken for one.</summary>
    public string? DocumentationId(PatchedFiles files) => files.Model(Node.SyntaxTree).GetDeclaredSymbol(Node)?.GetDocumentationCommentId();

    private static IEnumerable<DeclaredMember> Members(string path, SyntaxList<MemberDeclarationSyntax> members, ImmutableArray<string> outer)
    {
        foreach (var member in members)
        {
            foreach (var found in Of(path, member, outer))
            {
                yield return found;
            }
        }
    }

    private static IEnumerable<DeclaredMember> Of(string path, MemberDeclarationSyntax member, ImmutableArray<string> outer)
    {
        switch (member)
        {
            case BaseNamespaceDeclarationSyntax space:
                return Members(path, space.Members, outer.AddRange(space.Name.ToString().Split('.').Select(s => s.Trim())));
            case TypeDeclarationSyntax type:
                var inner = outer.Add(type.Identifier.ValueText);
                return Members(path, type.Members, inner).Prepend(new DeclaredMember(path, type, inner, default));
            case EnumDeclarationSyntax kinds:
                var values = outer.Add(kinds.Identifier.ValueText);
                return kinds.Members.Select(m => new DeclaredMember(path, m, values.Add(m.Identifier.ValueText), default)).Prepend(new DeclaredMember(path, kinds, values, default));
            case BaseFieldDeclarationSyntax field:
                return field.Declaration.Variables.Select(v => new DeclaredMember(path, v, outer.Add(v.Identifier.ValueText), default));
            default:
                return SimpleName(member) is { } name ? [new DeclaredMember(path, member, outer.Add(name), ParameterTypes(member))] : [];
        }
    }

    /// <summary>As the last part of its documentation id.</summary>
    public static string? SimpleName(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax m => m.Identifier.ValueText,
        ConstructorDeclarationSyntax c => c.Modifiers.Any(SyntaxKind.StaticKeyword) ? "#cctor" : "#ctor",
        DestructorDeclarationSyntax => "Finalize",
        PropertyDeclarationSyntax p => p.Identifier.ValueText,
        IndexerDeclarationSyntax => "Item",
        EventDeclarationSyntax e => e.Identifier.ValueText,
        OperatorDeclarationSyntax o => "op_" + o.OperatorToken.Text,
        ConversionOperatorDeclarationSyntax c => c.ImplicitOrExplicitKeyword.IsKind(SyntaxKind.ImplicitKeyword) ? "op_Implicit" : "op_Explicit",
        DelegateDeclarationSyntax d => d.Identifier.ValueText,
        BaseTypeDeclarationSyntax t => t.Identifier.ValueText,
        EnumMemberDeclarationSyntax e => e.Identifier.ValueText,
        BaseFieldDeclarationSyntax f => f.Declaration.Variables.FirstOrDefault()?.Identifier.ValueText,
        _ => null,
    };

    private static ImmutableArray<string> ParameterTypes(MemberDeclarationSyntax member)
    {
        BaseParameterListSyntax? list = member switch
        {
            BaseMethodDeclarationSyntax m => m.ParameterList,
            IndexerDeclarationSyntax i => i.ParameterList,
            _ => null,
        };
        return list is null ? default : [.. list.Parameters.Select(p => MemberName.SimpleType(p.Type?.ToString() ?? ""))];
    }
}
