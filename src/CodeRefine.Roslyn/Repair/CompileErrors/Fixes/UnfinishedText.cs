using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>Text that was cut off or closes too often: closes all open braces at once, drops a last broken line, takes stray tokens away.</summary>
public sealed class UnfinishedText : CompileFix
{
    public override string Family => "unbalanced text";

    public override ImmutableArray<string> Ids => SyntaxErrorIds.All;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        var root = error.Tree.GetRoot();
        var end = root.GetLastToken(includeZeroWidth: false).Span.End;
        var open = root.DescendantTokens().Count(t => t.IsMissing && t.IsKind(SyntaxKind.CloseBraceToken));
        var newLine = context.File(error.Tree).NewLine;
        if (open > 0)
        {
            var braces = string.Concat(Enumerable.Repeat(newLine + "}", open));
            foreach (var edit in context.Edit(error.Tree, 0.9, $"close {open} open {(open == 1 ? "brace" : "braces")} at the end", new TextChange(new TextSpan(end, 0), braces)))
            {
                yield return edit;
            }

            foreach (var edit in WithoutLastMember(error, end, newLine, context))
            {
                yield return edit;
            }

            foreach (var edit in WithoutLastLine(error, end, newLine, context))
            {
                yield return edit;
            }
        }

        foreach (var edit in Strays(error, root, context))
        {
            yield return edit;
        }
    }

    /// <summary>An answer that stops in the middle of a statement: up to the last statement that is whole, then closed.</summary>
    private static IEnumerable<CandidateEdit> WithoutLastLine(CompileError error, int end, string newLine, FixContext context)
    {
        var root = error.Tree.GetRoot();
        var whole = root.DescendantNodes().OfType<StatementSyntax>().Where(s => s is not BlockSyntax && !s.ContainsDiagnostics).LastOrDefault();
        if (whole is null || whole.Span.End >= end || root.DescendantNodes().OfType<MemberDeclarationSyntax>().Any(m => m.SpanStart > whole.Span.End))
        {
            yield break;
        }

        var braces = string.Concat(Enumerable.Repeat(newLine + "}", whole.Ancestors().Count(a => a is BlockSyntax or BaseTypeDeclarationSyntax or NamespaceDeclarationSyntax)));
        foreach (var edit in context.Edit(error.Tree, 0.4, "drop the broken end and close what is open", new TextChange(TextSpan.FromBounds(whole.Span.End, end), braces)))
        {
            yield return edit;
        }
    }

    /// <summary>An answer that stops in a member behind whole ones: where nobody asks for that member, up to the last whole one, then closed.</summary>
    private static IEnumerable<CandidateEdit> WithoutLastMember(CompileError error, int end, string newLine, FixContext context)
    {
        var last = error.Tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>().LastOrDefault(m => m.Parent is TypeDeclarationSyntax && m is not BaseTypeDeclarationSyntax);
        if (last?.Parent is not TypeDeclarationSyntax type || !type.Members.Any(m => m != last && !m.ContainsDiagnostics) || (last is MethodDeclarationSyntax method && SpareMember.IsWanted(method.Identifier.ValueText, method, context)))
        {
            return [];
        }

        var braces = string.Concat(Enumerable.Repeat(newLine + "}", last.Ancestors().Count(a => a is BaseTypeDeclarationSyntax or NamespaceDeclarationSyntax)));
        var start = last.GetFirstToken().GetPreviousToken().Span.End;
        return context.Edit(error.Tree, 0.92, $"drop the broken end from `{TextChanges.Brief(last.ToString(), 40)}` on and close what is open", new TextChange(TextSpan.FromBounds(start, end), braces)).Select(e => e with { Deletes = true });
    }

    private static IEnumerable<CandidateEdit> Strays(CompileError error, SyntaxNode root, FixContext context)
    {
        var token = root.FindToken(error.Start, findInsideTrivia: true);
        if (token.Span.Length is > 0 and <= 40 && token.Span.Contains(error.Start) && !token.IsKind(SyntaxKind.EndOfFileToken))
        {
            var prior = token.IsKind(SyntaxKind.CloseBraceToken) || token.IsKind(SyntaxKind.CloseParenToken) || token.IsKind(SyntaxKind.SemicolonToken) ? 0.6 : 0.35;
            foreach (var edit in context.Edit(error.Tree, prior, $"remove the stray `{TextChanges.Brief(token.Text)}`", new TextChange(token.Span, "")))
            {
                yield return edit;
            }
        }

        var before = token.GetPreviousToken();
        if (before.Span.Length is > 0 and <= 2)
        {
            foreach (var edit in context.Edit(error.Tree, 0.25, $"remove the stray `{before.Text}`", new TextChange(before.Span, "")))
            {
                yield return edit;
            }
        }
    }
}
