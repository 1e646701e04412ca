using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits;

/// <summary>Literals worth borrowing, as source text: those of the candidate first, then of the visible checks, then of the statement. Bounded in number and length.</summary>
public sealed partial class LiteralPool
{
    private const int MostOfAKind = 40;
    private const int LongestText = 80;

    public static LiteralPool Empty { get; } = new([], [], [], []);

    private LiteralPool(ImmutableArray<string> integers, ImmutableArray<string> reals, ImmutableArray<string> strings, ImmutableArray<string> chars) =>
        (Integers, Reals, Strings, Chars) = (integers, reals, strings, chars);

    public ImmutableArray<string> Integers { get; }
    public ImmutableArray<string> Reals { get; }
    public ImmutableArray<string> Strings { get; }
    public ImmutableArray<string> Chars { get; }

    public static LiteralPool From(IEnumerable<SyntaxNode> roots, string statement)
    {
        var (integers, reals, strings, chars) = (new List<string>(), new List<string>(), new List<string>(), new List<string>());
        foreach (var literal in roots.SelectMany(r => r.DescendantNodes()).OfType<LiteralExpressionSyntax>().Where(l => l.Span.Length <= LongestText))
        {
            var target = literal.Kind() switch
            {
                SyntaxKind.NumericLiteralExpression => literal.Token.Value is int or long or uint or ulong ? integers : reals,
                SyntaxKind.StringLiteralExpression => strings,
                SyntaxKind.CharacterLiteralExpression => chars,
                _ => null,
            };
            target?.Add(literal.Token.Text);
        }

        integers.AddRange(Number().Matches(statement).Select(m => m.Value));
        strings.AddRange(Quoted().Matches(statement).Select(m => m.Groups[1].Value));
        return new(Bounded(integers), Bounded(reals), Bounded(strings), Bounded(chars));
    }

    private static ImmutableArray<string> Bounded(IEnumerable<string> literals) => [.. literals.Distinct(StringComparer.Ordinal).Take(MostOfAKind)];

    [GeneratedRegex(@"(?<![\w.])\d{1,9}(?![\w.])", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Number();

    [GeneratedRegex("`(\"[^\"\\\\\r\n`]{0,60}\")`", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Quoted();
}
