using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>Writes down the tokens that the parser had to make up (<c>;</c>, <c>)</c>, <c>}</c> …).</summary>
public sealed class MissingTokens : CompileFix
{
    public override string Family => "missing token";

    public override ImmutableArray<string> Ids => SyntaxErrorIds.All;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        var root = error.Tree.GetRoot();
        var near = root.DescendantTokens().Where(t => t.IsMissing && Math.Abs(t.SpanStart - error.Start) <= 400)
            .OrderBy(t => Math.Abs(t.SpanStart - error.Start)).Take(4);
        var prior = 0.95;
        foreach (var token in near)
        {
            var text = SyntaxFacts.GetText(token.Kind());
            if (text.Length == 0)
            {
                continue;
            }

            // The end of the code before it, so that `;` stands on the line that lacks it.
            var place = token.GetPreviousToken().Span.End;
            foreach (var edit in Insertions(error.Tree, place, text, prior, context))
            {
                yield return edit;
            }

            if (token.SpanStart != place)
            {
                foreach (var edit in Insertions(error.Tree, token.SpanStart, text, prior * 0.7, context))
                {
                    yield return edit;
                }
            }

            // A bracket may be missing further left: behind each operand since the one that it closes.
            foreach (var edit in text is ")" or "]" ? Earlier(error.Tree, token, text, prior * 0.8, context) : [])
            {
                yield return edit;
            }

            prior *= 0.8;
        }

        foreach (var edit in FromMessage(error, context))
        {
            yield return edit;
        }
    }

    private static IEnumerable<CandidateEdit> Earlier(SyntaxTree tree, SyntaxToken missing, string text, double prior, FixContext context)
    {
        var open = missing.Parent?.ChildTokens().FirstOrDefault(t => t.IsKind(text == ")" ? SyntaxKind.OpenParenToken : SyntaxKind.OpenBracketToken)) ?? default;
        return open.RawKind == 0 ? [] : tree.GetRoot().DescendantTokens(TextSpan.FromBounds(open.Span.End, Math.Max(open.Span.End, missing.SpanStart)))
            .Where(t => t.SpanStart > open.SpanStart && t.Span.Length > 0 && t.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.NumericLiteralToken or SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken)
            .Take(5).SelectMany(t => Insertions(tree, t.Span.End, text, prior, context));
    }

    /// <summary>`X expected` where the parser made up nothing: it is put before the token at which it was missed, or in its place.</summary>
    private static IEnumerable<CandidateEdit> FromMessage(CompileError error, FixContext context)
    {
        var expected = error.Id switch
        {
            "CS1002" => ";",
            "CS1026" => ")",
            "CS1513" => "}",
            "CS1514" => "{",
            "CS1003" => error.Diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Split('\'') is [_, var quoted, ..] ? quoted : "",
            _ => "",
        };
        if (expected.Length == 0)
        {
            return [];
        }

        var token = error.Tree.GetRoot().FindToken(error.Start);
        return context.Insert(error.Tree, error.Start, expected, 0.5)
            .Concat(token.Span.Length is > 0 and <= 2 ? context.Replace(token, expected, 0.45) : []);
    }

    private static IEnumerable<CandidateEdit> Insertions(SyntaxTree tree, int place, string text, double prior, FixContext context)
    {
        var newLine = context.File(tree).NewLine;
        var code = text is "}" or "{" ? newLine + text : SyntaxFacts.IsKeywordKind(SyntaxFacts.GetKeywordKind(text)) ? $" {text} " : text;
        return context.Edit(tree, prior, $"insert the missing `{text}`", new TextChange(new TextSpan(place, 0), code));
    }
}
