using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>A string or character whose closing quote is missing: it is put before the punctuation that ends the line, so that the brackets which are open there close.</summary>
public sealed class UnclosedText : CompileFix
{
    private const int MostPlaces = 8;

    public override string Family => "unclosed text";

    public override ImmutableArray<string> Ids => ["CS1010", "CS1011", "CS1012", "CS1039", "CS8997", "CS8967"];

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        var text = error.Tree.GetText();
        var line = text.Lines.GetLineFromPosition(Math.Min(error.Start, text.Length));
        var opened = Opened(error, line, text);
        if (opened < line.Start)
        {
            return [];
        }

        var quote = text[opened].ToString();
        var end = line.Start + line.ToString().TrimEnd().Length;
        return Places(text, quote, opened + 1, end).SelectMany((place, i) => context.Insert(error.Tree, place, quote, 0.95 - (0.08 * i), $"close the text before `{text.ToString(TextSpan.FromBounds(place, end))}`"));
    }

    /// <summary>Where the text begins that the line does not close; before the line where none does.</summary>
    private static int Opened(CompileError error, TextLine line, SourceText text)
    {
        var token = error.Tree.GetRoot().FindToken(error.Start, findInsideTrivia: true);
        if (token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.CharacterLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringStartToken))
        {
            return Math.Max(line.Start - 1, text.ToString(token.Span).IndexOfAny(['"', '\'']) is >= 0 and var at ? token.SpanStart + at : -1);
        }

        // Of an interpolated string the parser tells at its end: the last quote that opens.
        var (open, quote) = (line.Start - 1, '\0');
        for (var i = line.Start; i < line.End; i++)
        {
            if (quote != '\0' && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] is '"' or '\'' && (quote == '\0' || quote == text[i]))
            {
                (open, quote) = quote == '\0' ? (i, text[i]) : (line.Start - 1, '\0');
            }
        }

        return open;
    }

    /// <summary>A character is closed behind it; a text before all of the punctuation at the line's end, then before less and less of it, last at the very end.</summary>
    private static IEnumerable<int> Places(SourceText text, string quote, int from, int end)
    {
        if (quote == "'" && from < end)
        {
            return [Math.Min(end, text[from] == '\\' ? from + 2 : from + 1)];
        }

        var start = end;
        while (start > from && text[start - 1] is ')' or ';' or ',' or ']' or '}' or '{' or ' ')
        {
            start--;
        }

        return Enumerable.Range(start, end - start + 1).Where(p => p == end || text[p] != ' ').Take(MostPlaces);
    }
}
