using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Patches;

/// <summary>Member declarations that a patch brings as text: parsed in the place where they are to stand, freed of what was pasted around them.</summary>
/// <param name="Members">In the order of the text.</param>
/// <param name="Usings">What stands after <c>using</c> in directives above the code.</param>
internal sealed record MemberCode(ImmutableArray<MemberDeclarationSyntax> Members, ImmutableArray<string> Usings)
{
    /// <summary>Reads <paramref name="code"/> as members of <paramref name="type"/>; null for the file or a namespace.</summary>
    public static (MemberCode? Code, string? Reason) Read(string code, BaseTypeDeclarationSyntax? type, CSharpParseOptions options)
    {
        var text = LineEndings.ToLf(code).TrimStart('\uFEFF').TrimEnd();
        var outer = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(text, options).GetRoot();
        var usings = outer.Usings.Where(u => u.GlobalKeyword.IsKind(SyntaxKind.None)).Select(UsingsAddition.Body).ToImmutableArray();
        if (outer.Usings.Count > 0)
        {
            // Only whole lines go, so that the lines of the rest can still be told.
            text = new string('\n', text.AsSpan(0, outer.Usings.FullSpan.End).Count('\n')) + text[outer.Usings.FullSpan.End..];
        }

        if (Pasted(outer, type) is { } pasted && !CodeParsing.Errors(outer.SyntaxTree).Any())
        {
            return pasted.Count > 0 ? (new MemberCode([.. pasted], usings), null) : (null, "the code holds no member declaration");
        }

        var (members, reason) = type is null ? Types(text, options) : Inside(text, type, options);
        return members is null ? (null, reason) : (new MemberCode([.. members], usings), null);
    }

    /// <summary>The members of a type or namespace that was pasted around them; null where there is none around.</summary>
    private static SyntaxList<MemberDeclarationSyntax>? Pasted(CompilationUnitSyntax unit, BaseTypeDeclarationSyntax? type)
    {
        var members = unit.Members;
        while (members is [BaseNamespaceDeclarationSyntax space])
        {
            members = space.Members;
        }

        if (type is null)
        {
            return ReferenceEquals(members.FirstOrDefault(), unit.Members.FirstOrDefault()) ? null : members;
        }

        foreach (var outer in type.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().Reverse())
        {
            if (members is not [TypeDeclarationSyntax pasted] || pasted.Identifier.ValueText != outer.Identifier.ValueText)
            {
                continue;
            }

            members = pasted.Members;
            if (outer == type)
            {
                return members;
            }
        }

        return null;
    }

    private static (IReadOnlyList<MemberDeclarationSyntax>?, string?) Types(string text, CSharpParseOptions options)
    {
        var tree = CSharpSyntaxTree.ParseText(text, options);
        return CodeParsing.Errors(tree).FirstOrDefault() is { } error
            ? (null, $"the code does not parse, at {CodeParsing.Describe(error, tree.GetText())}")
            : (((CompilationUnitSyntax)tree.GetRoot()).Members, null);
    }

    private static (IReadOnlyList<MemberDeclarationSyntax>?, string?) Inside(string text, BaseTypeDeclarationSyntax type, CSharpParseOptions options)
    {
        var keyword = type switch { EnumDeclarationSyntax => "enum", InterfaceDeclarationSyntax => "interface", StructDeclarationSyntax => "struct", _ => "class" };
        var source = $"{keyword} {type.Identifier.Text}{{\n{text}\n}}";
        var tree = CSharpSyntaxTree.ParseText(source, options);
        if (CodeParsing.Errors(tree).FirstOrDefault() is { } error)
        {
            return (null, $"the code does not parse, at {CodeParsing.Describe(error, SourceText.From(source), 1)}");
        }

        if (((CompilationUnitSyntax)tree.GetRoot()).Members is not [BaseTypeDeclarationSyntax wrapper] || wrapper.CloseBraceToken.SpanStart != source.Length - 1)
        {
            return (null, "the code closes more braces than it opens");
        }

        return wrapper is EnumDeclarationSyntax kinds ? (kinds.Members.ToList(), null) : (((TypeDeclarationSyntax)wrapper).Members, null);
    }
}
