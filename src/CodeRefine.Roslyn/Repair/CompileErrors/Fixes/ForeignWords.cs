using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>Signs and words of other languages or of a slip: <c>=&lt;</c>, <c>elif</c>, <c>and</c>, a comma for a semicolon, a single quote for a double one.</summary>
public sealed class ForeignWords : CompileFix
{
    private static readonly (string Wrong, string Right, double Prior)[] Table =
    [
        ("=<", "<=", 0.9), ("=>", ">=", 0.5), ("=>", "", 0.15), ("<>", "!=", 0.9), ("=!", "!=", 0.8), ("===", "==", 0.9), ("!==", "!=", 0.9), ("**", "*", 0.3), (":=", "=", 0.9), ("->", ".", 0.4), ("->", "=>", 0.6), ("::", ".", 0.6),
        ("elif", "else if", 0.9), ("elseif", "else if", 0.9), ("elsif", "else if", 0.9), (" and ", " && ", 0.8), (" or ", " || ", 0.8), ("not ", "!", 0.6), ("function ", "", 0.3), ("let ", "var ", 0.8), ("val ", "var ", 0.8), ("const ", "var ", 0.3), ("final ", "", 0.6),
        ("foreach (", "foreach (var ", 0.85), ("for (", "foreach (", 0.4), (" : ", " in ", 0.5), ("{{", "{", 0.3), (",", ";", 0.45), (";", ",", 0.4), (":", ";", 0.45), (";", "", 0.4), ("==", "=", 0.5), ("=", "==", 0.3), ("[", "(", 0.2), ("]", ")", 0.3), ("(", "", 0.15), ("“", "\"", 0.9), ("”", "\"", 0.9), ("```", "", 0.9),
    ];

    public override string Family => "wrong sign";

    public override ImmutableArray<string> Ids => [.. SyntaxErrorIds.All, "CS0230", "CS0103"];

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        if (error.Id == "CS0103")
        {
            // Another language's arrow parses as an access through a pointer.
            return error.Node.Ancestors().OfType<MemberAccessExpressionSyntax>().Where(a => a.IsKind(SyntaxKind.PointerMemberAccessExpression)).Take(1).SelectMany(a => context.Replace(a.OperatorToken, "=>", 0.95));
        }

        return Signs(error, context);
    }

    private static IEnumerable<CandidateEdit> Signs(CompileError error, FixContext context)
    {
        var text = error.Tree.GetText();
        var lines = text.Lines;
        var line = lines.GetLineFromPosition(Math.Min(error.Start, text.Length));
        var code = line.ToString();
        var at = error.Start - line.Start;
        foreach (var (wrong, right, prior) in Table)
        {
            var found = NearestTo(code, wrong, at);
            if (found >= 0 && Math.Abs(found - at) <= 25)
            {
                foreach (var edit in context.Edit(error.Tree, prior / (1 + (Math.Abs(found - at) * 0.03)), $"`{wrong.Trim()}` → `{right.Trim()}`", new TextChange(new TextSpan(line.Start + found, wrong.Length), right)))
                {
                    yield return edit;
                }
            }
        }

        foreach (var edit in Quotes(error, line, code, context))
        {
            yield return edit;
        }
    }

    /// <summary>'text' → "text", and a quote that was never closed.</summary>
    private static IEnumerable<CandidateEdit> Quotes(CompileError error, TextLine line, string code, FixContext context)
    {
        var (first, last) = (code.IndexOf('\'', StringComparison.Ordinal), code.LastIndexOf('\''));
        if (error.Id is "CS1012" or "CS1010" && last > first)
        {
            foreach (var edit in context.Edit(error.Tree, 0.9, "single quotes → double quotes", new TextChange(new TextSpan(line.Start + first, 1), "\""), new TextChange(new TextSpan(line.Start + last, 1), "\"")))
            {
                yield return edit;
            }
        }

        if (error.Id is "CS1010" or "CS1039")
        {
            var end = code.TrimEnd().TrimEnd(';').TrimEnd(')');
            foreach (var edit in context.Insert(error.Tree, line.Start + end.Length, "\"", 0.8, "close the string"))
            {
                yield return edit;
            }

            // Or before a sign that most often follows a string, the first one first.
            var from = Math.Max(0, error.Start - line.Start + 1);
            foreach (var place in Enumerable.Range(from, Math.Max(0, end.Length - from)).Where(i => code[i] is ')' or ',' or ':' or ';' or ' ' or ']').Take(4))
            {
                foreach (var edit in context.Insert(error.Tree, line.Start + place, "\"", 0.75, "close the string"))
                {
                    yield return edit;
                }
            }
        }
    }

    private static int NearestTo(string code, string wrong, int at)
    {
        var best = -1;
        for (var found = code.IndexOf(wrong, StringComparison.Ordinal); found >= 0; found = code.IndexOf(wrong, found + 1, StringComparison.Ordinal))
        {
            best = best < 0 || Math.Abs(found - at) < Math.Abs(best - at) ? found : best;
        }

        return best;
    }
}
