using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>More braces or parentheses close than open: the missing one is written where the layout, or a keyword, says that it was.</summary>
public sealed class MissingOpening : CompileFix
{
    private const int LinesLookedAt = 12, MostOffered = 5;

    public override string Family => "missing opening";

    public override ImmutableArray<string> Ids => SyntaxErrorIds.All;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        // As the lexer has them: the parser hides what it skips.
        var tokens = SyntaxFactory.ParseTokens(error.Tree.GetText().ToString()).ToList();
        var text = error.Tree.GetText();
        var at = text.Lines.GetLineFromPosition(Math.Min(error.Start, text.Length)).LineNumber;
        var braces = Surplus(tokens, SyntaxKind.CloseBraceToken, SyntaxKind.OpenBraceToken) > 0 ? Braces(error, text, at, context) : [];
        return Surplus(tokens, SyntaxKind.CloseParenToken, SyntaxKind.OpenParenToken) > 0 ? braces.Concat(Parentheses(error, text.Lines[at], context)) : braces;
    }

    private static int Surplus(List<SyntaxToken> tokens, SyntaxKind close, SyntaxKind open) => tokens.Count(t => t.IsKind(close)) - tokens.Count(t => t.IsKind(open));

    /// <summary>A line that ends a header and is followed by one set in deeper.</summary>
    private static IEnumerable<CandidateEdit> Braces(CompileError error, SourceText text, int at, FixContext context)
    {
        var prior = 0.95;
        var offered = 0;
        for (var number = Math.Min(at, text.Lines.Count - 2); number >= Math.Max(0, at - LinesLookedAt) && offered < MostOffered; number--)
        {
            var line = text.Lines[number].ToString().TrimEnd();
            var next = text.Lines[number + 1].ToString();
            if (line.Length == 0 || line[^1] is '{' or ';' or '}' or ',' || line.TrimStart().StartsWith("//", StringComparison.Ordinal) || next.Trim() == "{" || Indent(next) <= Indent(line))
            {
                continue;
            }

            offered++;
            foreach (var edit in context.Insert(error.Tree, text.Lines[number].Start + line.Length, " {", prior))
            {
                yield return edit;
            }

            prior -= 0.1;
        }
    }

    /// <summary>Behind a keyword or a name of the line.</summary>
    private static IEnumerable<CandidateEdit> Parentheses(CompileError error, TextLine line, FixContext context) =>
        error.Tree.GetRoot().DescendantTokens(line.Span).Where(t => line.Span.Contains(t.Span) && !t.GetNextToken().IsKind(SyntaxKind.OpenParenToken))
            .Where(t => t.IsKind(SyntaxKind.IdentifierToken) || t.Kind() is SyntaxKind.IfKeyword or SyntaxKind.WhileKeyword or SyntaxKind.ForKeyword or SyntaxKind.ForEachKeyword or SyntaxKind.SwitchKeyword or SyntaxKind.EqualsToken or SyntaxKind.ReturnKeyword)
            .Take(12).SelectMany(t => context.Insert(error.Tree, t.Span.End, t.IsKind(SyntaxKind.IdentifierToken) ? "(" : " (", t.IsKeyword() ? 0.9 : 0.7));

    private static int Indent(string line) => line.Trim().Length == 0 ? 0 : line.Length - line.TrimStart().Length;
}
