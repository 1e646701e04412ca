using CodeRefine.Core.Patches;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Patches;

/// <summary>New members behind the last one of a type.</summary>
internal static class MemberInsertion
{
    public static string? Apply(PatchedFiles files, Edit.InsertMember edit)
    {
        var (target, missing) = FindType(files, edit.TypeId);
        if (target is null)
        {
            return missing;
        }

        if (files.RefuseChange(target.Path) is { } refused)
        {
            return refused;
        }

        if (target.Node is not BaseTypeDeclarationSyntax type)
        {
            return $"`{edit.TypeId}` is no type that can hold members";
        }

        var (code, unreadable) = MemberCode.Read(edit.Code, type, files.ParseOptions);
        if (code is null)
        {
            return unreadable;
        }

        if (code.Members.IsEmpty)
        {
            return "the code holds no member declaration";
        }

        if (type.CloseBraceToken.IsMissing)
        {
            return $"`{target.Name}` has no closing brace in `{target.Path}`: send the whole file";
        }

        var text = files.Tree[target.Path].Text;
        files.Set(target.Path, Inserted(text, type, code, files.ParseOptions));
        return code.Usings.IsEmpty ? null : UsingsAddition.Apply(files, new Edit.AddUsings(target.Path, code.Usings));
    }

    /// <summary>Of a type in several parts the first that may be edited.</summary>
    private static (DeclaredMember?, string?) FindType(PatchedFiles files, string id)
    {
        var found = MemberLookup.FindAll(files, id);
        var editable = found.Where(m => files.RefuseChange(m.Path) is null).ToList();
        var parts = editable.Count > 1 && editable.Select(m => m.DocumentationId(files)).Distinct().Count() == 1;
        return parts ? (editable[0], null) : MemberLookup.Find(files, id);
    }

    private static string Inserted(string text, BaseTypeDeclarationSyntax type, MemberCode code, CSharpParseOptions options)
    {
        var ending = LineEndings.Dominant(text) ?? "\n";
        var tabs = CodeLayout.UsesTabs(text);
        var outer = CodeLayout.IndentAt(text, type.SpanStart);
        var indent = CodeLayout.Whitespace(CodeLayout.Columns(outer) + 4, tabs);
        var last = LastMember(type);
        if (last is not null && CodeLayout.LineNumber(text, last.SpanStart) != CodeLayout.LineNumber(text, type.SpanStart))
        {
            indent = CodeLayout.IndentAt(text, last.SpanStart);
        }

        var (first, final) = (code.Members[0], code.Members[^1]);
        var source = LineEndings.ToLf(first.SyntaxTree.GetText().ToString());
        var start = FirstComment(first) ?? first.SpanStart;
        var body = CodeLayout.Place(source[start..End(type, final, source)], CodeLayout.Columns(CodeLayout.IndentAt(source, start)), indent, tabs, options);
        body = LineEndings.Apply(indent + body, ending);
        if (type.OpenBraceToken.IsKind(SyntaxKind.None))
        {
            // A record without a body ends in a semicolon.
            var semicolon = type.SemicolonToken.SpanStart;
            return string.Concat(text.AsSpan(0, semicolon), $"{ending}{outer}{{{ending}{body}{ending}{outer}}}", text.AsSpan(semicolon + 1));
        }

        text = type is EnumDeclarationSyntax { Members.Count: > 0 } kinds ? WithComma(text, kinds) : text;
        var shift = text.Length - type.SyntaxTree.Length;
        return BeforeBrace(text, type.CloseBraceToken.SpanStart + shift, body, outer, ending, blankLine: last is not null && type is not EnumDeclarationSyntax && !(last is FieldDeclarationSyntax && first is FieldDeclarationSyntax));
    }

    private static string BeforeBrace(string text, int brace, string body, string outer, string ending, bool blankLine)
    {
        var gap = blankLine ? ending : "";
        var line = CodeLayout.LineStart(text, brace);
        if (string.IsNullOrWhiteSpace(text[line..brace]))
        {
            return string.Concat(text.AsSpan(0, line), gap + body + ending, text.AsSpan(line));
        }

        return string.Concat(text.AsSpan(0, brace).TrimEnd(), $"{ending}{gap}{body}{ending}{outer}", text.AsSpan(brace));
    }

    private static MemberDeclarationSyntax? LastMember(BaseTypeDeclarationSyntax type) => type switch
    {
        TypeDeclarationSyntax t => t.Members.LastOrDefault(),
        EnumDeclarationSyntax e => e.Members.LastOrDefault(),
        _ => null,
    };

    private static int? FirstComment(MemberDeclarationSyntax member)
    {
        var comments = member.GetLeadingTrivia().Where(t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia)).ToList();
        return comments.Count > 0 ? comments[0].FullSpan.Start : null;
    }

    private static int End(BaseTypeDeclarationSyntax type, MemberDeclarationSyntax final, string source)
    {
        var next = final.GetLastToken().GetNextToken();
        var end = type is EnumDeclarationSyntax && next.IsKind(SyntaxKind.CommaToken) ? next.Span.End : final.Span.End;
        var restOfLine = source[end..].Split('\n')[0];
        return restOfLine.AsSpan().TrimStart().StartsWith("//") ? end + restOfLine.TrimEnd().Length : end;
    }

    private static string WithComma(string text, EnumDeclarationSyntax kinds) =>
        kinds.Members.SeparatorCount == kinds.Members.Count ? text : text.Insert(kinds.Members[^1].Span.End, ",");
}
