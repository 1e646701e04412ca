using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Explain;

/// <summary>Braces, brackets and semicolons that are not there.</summary>
internal static class SyntaxExplanations
{
    /// <summary>Where what was never closed was opened: often far above the place of the error.</summary>
    public static IEnumerable<string> Unbalanced(DiagnosticPlace place)
    {
        var text = place.Root.SyntaxTree.GetText(place.CancellationToken);
        return place.Root.DescendantTokens().Where(t => t.IsMissing && Opener(t.Kind()) is not SyntaxKind.None && t.SpanStart >= place.Span.Start - 1 && t.Parent is not null)
            .Select(t => (Close: t, Open: t.Parent!.ChildTokens().FirstOrDefault(o => o.IsKind(Opener(t.Kind())) && !o.IsMissing)))
            .Where(p => p.Open.Span.Length > 0)
            .Take(3)
            .Select(p => (p.Close, Line: text.Lines.GetLinePosition(p.Open.SpanStart).Line))
            .Select(p => $"No `{SyntaxFacts.GetText(p.Close.Kind())}` answers to the `{SyntaxFacts.GetText(Opener(p.Close.Kind()))}` of line {p.Line + 1}: `{Short(text.ToString(text.Lines[p.Line].Span).Trim())}`.");
    }

    private static SyntaxKind Opener(SyntaxKind close) => close switch
    {
        SyntaxKind.CloseBraceToken => SyntaxKind.OpenBraceToken,
        SyntaxKind.CloseParenToken => SyntaxKind.OpenParenToken,
        SyntaxKind.CloseBracketToken => SyntaxKind.OpenBracketToken,
        _ => SyntaxKind.None,
    };

    private static string Short(string line) => line.Length > 80 ? line[..80] + "…" : line;
}
