using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Patches;

/// <summary>A text as the lexer sees it: white space, comments and how a literal is spelled make no difference.</summary>
internal sealed class SourceTokens
{
    private static readonly ConditionalWeakTable<string, SourceTokens> Known = [];
    private readonly ImmutableArray<SyntaxToken> tokens;
    private readonly ImmutableArray<(int Kind, string Value)> keys;

    private SourceTokens(string text, CSharpParseOptions options)
    {
        Options = options;
        var all = SyntaxFactory.ParseTokens(text, options: options).ToList();
        HasComments = all.Any(t => HasComment(t.LeadingTrivia) || HasComment(t.TrailingTrivia));
        tokens = [.. all.Where(t => !t.IsKind(SyntaxKind.EndOfFileToken))];
        keys = [.. tokens.Select(Key)];
        Sound = tokens.All(t => !t.IsKind(SyntaxKind.BadToken) && !t.ContainsDiagnostics);
    }

    public int Count => tokens.Length;

    /// <summary>False where it holds half a literal or characters of no token.</summary>
    public bool Sound { get; }

    public bool HasComments { get; }

    private CSharpParseOptions Options { get; }

    public static SourceTokens Of(string text, CSharpParseOptions options)
    {
        // Only the texts of files live on; the table forgets them with their text.
        if (Known.TryGetValue(text, out var known) && known.Options.Equals(options))
        {
            return known;
        }

        var tokens = new SourceTokens(text, options);
        Known.AddOrUpdate(text, tokens);
        return tokens;
    }

    public SyntaxToken this[int index] => tokens[index];

    public (int Kind, string Value) KeyAt(int index) => keys[index];

    public TextSpan Span(int first, int count) => TextSpan.FromBounds(tokens[first].SpanStart, tokens[first + count - 1].Span.End);

    /// <summary>Indexes at which all of <paramref name="wanted"/> stands, in order.</summary>
    public IReadOnlyList<int> Find(SourceTokens wanted) => SequenceSearch.Find(keys.AsSpan(), wanted.keys.AsSpan());

    /// <summary>Where the most of the tokens of <paramref name="wanted"/> stand together, in any order, and which share of them.</summary>
    public (int At, int Count, double Share) Nearest(SourceTokens wanted)
    {
        var size = Math.Min(wanted.Count, Count);
        var need = wanted.keys.GroupBy(k => k).ToDictionary(g => g.Key, g => g.Count());
        var (common, best, at) = (0, -1, 0);
        for (var i = 0; i < Count; i++)
        {
            common += Take(need, keys[i], 1);
            common -= i >= size ? Take(need, keys[i - size], -1) : 0;
            if (i >= size - 1 && common > best)
            {
                (best, at) = (common, i - size + 1);
            }
        }

        return (at, size, wanted.Count == 0 ? 0 : Math.Max(0, best) / (double)wanted.Count);
    }

    /// <summary>Counts a token in (1) or out (-1) of the window and says whether it was one of those needed.</summary>
    private static int Take(Dictionary<(int, string), int> need, (int, string) key, int by)
    {
        if (!need.TryGetValue(key, out var left))
        {
            return 0;
        }

        need[key] = left - by;
        return by > 0 ? (left > 0 ? 1 : 0) : (left >= 0 ? 1 : 0);
    }

    private static bool HasComment(SyntaxTriviaList trivia) => trivia.Any(t => t.Kind() is not (SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia));

    // The lexer gives an interpolated string as one token without a value.
    private static (int, string) Key(SyntaxToken token) => (token.RawKind, token.ValueText is { Length: > 0 } value ? value : token.Text);
}
