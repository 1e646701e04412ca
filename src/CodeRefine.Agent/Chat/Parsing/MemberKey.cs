using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Agent.Chat.Parsing;

/// <summary>What tells one member of a type from another, by syntax alone.</summary>
/// <param name="Parameters">Parameter types as written, without white space; empty for what has none.</param>
internal sealed record MemberKey(string Kind, string Name, string Parameters)
{
    /// <summary>Null for what has no name of its own.</summary>
    public static MemberKey? Of(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax m => new("method", m.Identifier.ValueText, Types(m.ParameterList)),
        ConstructorDeclarationSyntax c => new("constructor", c.Modifiers.Any(x => x.ValueText == "static") ? ".cctor" : ".ctor", Types(c.ParameterList)),
        DestructorDeclarationSyntax => new("finaliser", "~", ""),
        PropertyDeclarationSyntax p => new("property", p.Identifier.ValueText, ""),
        IndexerDeclarationSyntax i => new("property", "this[]", Types(i.ParameterList)),
        EventDeclarationSyntax e => new("event", e.Identifier.ValueText, ""),
        OperatorDeclarationSyntax o => new("operator", o.OperatorToken.ValueText, Types(o.ParameterList)),
        ConversionOperatorDeclarationSyntax c => new("conversion", Compact(c.Type), Types(c.ParameterList)),
        BaseFieldDeclarationSyntax f => new("field", string.Join(',', f.Declaration.Variables.Select(v => v.Identifier.ValueText)), ""),
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax => new("type", CodeShape.NameOf(member).Split('.')[^1], ""),
        EnumMemberDeclarationSyntax e => new("field", e.Identifier.ValueText, ""),
        _ => null,
    };

    /// <summary>The member that <paramref name="wanted"/> is to replace: the same signature, or the only one of the name and kind; null for none or several.</summary>
    public static MemberDeclarationSyntax? Find(IEnumerable<MemberDeclarationSyntax> members, MemberKey wanted)
    {
        var named = members.Where(m => Of(m) is { } key && key.Kind == wanted.Kind && key.Name == wanted.Name).ToList();
        return named.FirstOrDefault(m => Of(m) == wanted) ?? (named.Count == 1 ? named[0] : null);
    }

    private static string Types(BaseParameterListSyntax list) => string.Join(',', list.Parameters.Select(p => p.Type is null ? "" : Compact(p.Type)));

    private static string Compact(SyntaxNode node) => string.Concat(node.ToString().Where(c => !char.IsWhiteSpace(c)));
}
