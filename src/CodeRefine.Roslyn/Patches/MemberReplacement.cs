using CodeRefine.Core.Patches;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Patches;

/// <summary>One member for another in its place: comments around it stay, its documentation stays unless the new code brings its own.</summary>
internal static class MemberReplacement
{
    public static string? Apply(PatchedFiles files, Edit.ReplaceMember edit)
    {
        var (target, missing) = MemberLookup.Find(files, edit.MemberId);
        if (target is null)
        {
            return missing;
        }

        if (files.RefuseChange(target.Path) is { } refused)
        {
            return refused;
        }

        var old = target.Declaration;
        var (code, unreadable) = MemberCode.Read(edit.Code, old.Parent as BaseTypeDeclarationSyntax, files.ParseOptions);
        if (code is null)
        {
            return unreadable;
        }

        if (Unfit(code, target, old) is { } unfit)
        {
            return unfit;
        }

        files.Set(target.Path, Spliced(files.Tree[target.Path].Text, old, code.Members[0], files.ParseOptions));
        return code.Usings.IsEmpty ? null : UsingsAddition.Apply(files, new Edit.AddUsings(target.Path, code.Usings));
    }

    private static string? Unfit(MemberCode code, DeclaredMember target, MemberDeclarationSyntax old)
    {
        if (code.Members.Length != 1)
        {
            return code.Members.Length == 0
                ? $"the code holds no member declaration to stand for `{target.Name}`; delete-member removes one"
                : $"the code holds {code.Members.Length} member declarations ({string.Join(", ", code.Members.Take(6).Select(DeclaredMember.SimpleName))}): send the one that replaces `{target.Name}`, and each other as an edit of its own";
        }

        if (old is BaseFieldDeclarationSyntax { Declaration.Variables.Count: > 1 } field)
        {
            return $"`{target.Name}` is declared together with {string.Join(", ", field.Declaration.Variables.Where(v => v != target.Node).Select(v => $"`{v.Identifier.ValueText}`"))}: use search and replace for it";
        }

        var (was, comes) = (Kind(old), Kind(code.Members[0]));
        return was == comes ? null : $"`{target.Name}` is a {was}, and the code declares a {comes}: send one {was} declaration";
    }

    /// <summary>Fields and properties stand for one another, as do kinds of types; nothing else does.</summary>
    private static string Kind(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax => "method",
        ConstructorDeclarationSyntax => "constructor",
        DestructorDeclarationSyntax => "finalizer",
        OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => "operator",
        IndexerDeclarationSyntax => "indexer",
        EventDeclarationSyntax or EventFieldDeclarationSyntax => "event",
        PropertyDeclarationSyntax or FieldDeclarationSyntax => "field or property",
        EnumMemberDeclarationSyntax => "enum member",
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax => "type",
        GlobalStatementSyntax => "statement outside of any type",
        _ => "declaration of another kind",
    };

    private static string Spliced(string text, MemberDeclarationSyntax old, MemberDeclarationSyntax member, CSharpParseOptions options)
    {
        var lead = Lead(old, member);
        var source = LineEndings.ToLf(member.SyntaxTree.GetText().ToString());
        var start = lead ?? member.SpanStart;
        var column = CodeLayout.Columns(CodeLayout.IndentAt(source, start));
        var place = CodeLayout.IndentAt(text, old.SpanStart);
        var placed = CodeLayout.Place(source[start..member.Span.End], column, place, CodeLayout.UsesTabs(text), options);
        var changes = new List<TextChange>();
        var from = old.SpanStart;
        if (HasDocumentation(member) && OldDocumentation(old, text) is { } documentation)
        {
            if (documentation.End == from)
            {
                from = documentation.Start;
            }
            else
            {
                changes.Add(new TextChange(documentation, ""));
            }
        }

        changes.Add(new TextChange(TextSpan.FromBounds(from, old.Span.End), LineEndings.Apply(placed, LineEndings.Dominant(text) ?? "\n")));
        return SourceText.From(text).WithChanges(changes).ToString();
    }

    /// <summary>Where the new code's own comments begin; null where it has none that the old member lacks.</summary>
    private static int? Lead(MemberDeclarationSyntax old, MemberDeclarationSyntax member)
    {
        var known = old.GetLeadingTrivia().ToFullString();
        var own = member.GetLeadingTrivia().Where(t => IsComment(t) && !known.Contains(t.ToString().Trim(), StringComparison.Ordinal)).ToList();
        if (HasDocumentation(member))
        {
            return member.GetLeadingTrivia().Where(IsComment).First(t => t.HasStructure || own.Contains(t)).FullSpan.Start;
        }

        return own.Count > 0 ? own[0].FullSpan.Start : null;
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia || IsDocumentation(trivia);

    private static bool IsDocumentation(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    private static bool HasDocumentation(MemberDeclarationSyntax member) => member.GetLeadingTrivia().Any(IsDocumentation);

    /// <summary>The documentation with the line ending and indentation behind it.</summary>
    private static TextSpan? OldDocumentation(MemberDeclarationSyntax old, string text)
    {
        var documentation = old.GetLeadingTrivia().Where(IsDocumentation).ToList();
        if (documentation.Count == 0)
        {
            return null;
        }

        var end = documentation[^1].FullSpan.End;
        while (end < old.SpanStart && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return TextSpan.FromBounds(documentation[0].FullSpan.Start, end);
    }
}
