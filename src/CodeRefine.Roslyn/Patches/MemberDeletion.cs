using CodeRefine.Core.Patches;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Patches;

/// <summary>Takes a member out, with the comments that stand right above it; directives stay.</summary>
internal static class MemberDeletion
{
    public static string? Apply(PatchedFiles files, Edit.DeleteMember edit)
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

        var text = files.Tree[target.Path].Text;
        var span = target switch
        {
            { Node: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: > 1 } list } one } => InList(one, list.Variables),
            { Node: EnumMemberDeclarationSyntax { Parent: EnumDeclarationSyntax kinds } one } when kinds.Members.IndexOf(one) is var at && (at < kinds.Members.SeparatorCount || at > 0) => WithComma(text, one, kinds, at),
            _ => WholeLines(text, target.Declaration, target.Declaration.Span),
        };
        files.Set(target.Path, text.Remove(span.Start, span.Length));
        return null;
    }

    private static TextSpan InList<T>(T one, SeparatedSyntaxList<T> list) where T : SyntaxNode
    {
        var at = list.IndexOf(one);
        return at > 0 ? TextSpan.FromBounds(list[at - 1].Span.End, one.Span.End) : TextSpan.FromBounds(one.SpanStart, list[1].SpanStart);
    }

    private static TextSpan WithComma(string text, EnumMemberDeclarationSyntax one, EnumDeclarationSyntax kinds, int at) => at < kinds.Members.SeparatorCount
        ? WholeLines(text, one, TextSpan.FromBounds(one.SpanStart, kinds.Members.GetSeparator(at).Span.End))
        : TextSpan.FromBounds(kinds.Members[at - 1].Span.End, one.Span.End);

    private static TextSpan WholeLines(string text, SyntaxNode node, TextSpan core)
    {
        var start = AttachedStart(node);
        var line = CodeLayout.LineStart(text, start);
        var next = CodeLayout.NextLine(text, core.End);
        var restOfLine = text.AsSpan(core.End, next - core.End).Trim();
        if (!string.IsNullOrWhiteSpace(text[line..start]) || !(restOfLine.IsEmpty || restOfLine.StartsWith("//")))
        {
            return TextSpan.FromBounds(start, core.End);
        }

        // Of the blank lines above and below one set goes too.
        var above = line > 0 && string.IsNullOrWhiteSpace(text[CodeLayout.LineStart(text, PreviousLineEnd(text, line))..line]);
        var below = next < text.Length && string.IsNullOrWhiteSpace(text[next..CodeLayout.NextLine(text, next)]);
        var closes = text.AsSpan(next).TrimStart().StartsWith("}");
        return below ? TextSpan.FromBounds(line, CodeLayout.NextLine(text, next))
            : above && closes ? TextSpan.FromBounds(CodeLayout.LineStart(text, PreviousLineEnd(text, line)), next)
            : TextSpan.FromBounds(line, next);
    }

    /// <summary>Position of the line ending before <paramref name="line"/>.</summary>
    private static int PreviousLineEnd(string text, int line) => line > 1 && text[line - 1] == '\n' && text[line - 2] == '\r' ? line - 2 : line - 1;

    /// <summary>Start of the comments above the node that no blank line and no directive parts from it.</summary>
    private static int AttachedStart(SyntaxNode node)
    {
        var start = node.SpanStart;
        var lineEnds = 0;
        foreach (var trivia in node.GetLeadingTrivia().Reverse())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                lineEnds++;
            }
            else if (trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia) || lineEnds > 1)
            {
                break;
            }
            else if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            {
                start = trivia.FullSpan.Start;
                lineEnds = 0;
            }
        }

        return start;
    }
}
