using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CodeRefine.Repositories.Locating.Text;

namespace CodeRefine.Repositories.Locating.Issues;

/// <summary>Finds in an issue what can be looked for. The text is anybody's: it is only ever compared, never followed.</summary>
internal static partial class IssueReader
{
    private const double InTitle = 1.0, MarkedAsCode = 0.9, InProse = 0.7, InBlock = 0.35, PlainWord = 0.25;
    private const int MostMentions = 80;

    public static IssueClues Read(string issue)
    {
        var parts = IssueParts.Of(issue);
        var everything = string.Join('\n', parts.Title, parts.Prose, parts.Code);
        return new IssueClues
        {
            Title = parts.Title,
            Terms = Query(parts),
            Words = Words(everything),
            Mentions = Mentions(parts),
            Compounds = Compounds(parts),
            Paths = [.. Paths(everything).Distinct()],
            Frames = [.. Frames(everything)],
            Phrases = [.. Phrases(parts).Distinct(StringComparer.Ordinal).Take(40)],
            Commits = [.. CommitId().Matches(parts.Title + "\n" + parts.Prose).Select(m => m.Value).Where(c => c.Any(char.IsAsciiDigit) && c.Any(char.IsAsciiLetter)).Distinct(StringComparer.Ordinal).Take(10)],
        };
    }

    /// <summary>A term counts by where it stands and, slowly, by how often.</summary>
    private static Dictionary<string, double> Query(IssueParts parts)
    {
        var query = new Dictionary<string, double>(StringComparer.Ordinal);
        Add(TermCounts.Of(Link().Replace(parts.Title, " ")), 2.0);
        Add(TermCounts.Of(Link().Replace(parts.Prose, " ")), 1.0);
        Add(TermCounts.Of(string.Join('\n', parts.Inline)), 0.5);
        Add(TermCounts.Of(parts.Code), 0.4);
        Add(Pairs(parts.Title), 1.5);
        Add(Pairs(parts.Prose), 0.6);
        return query;

        void Add(TermCounts counts, double weight)
        {
            foreach (var (term, count) in counts.Counts)
            {
                query[term] = query.GetValueOrDefault(term) + (weight * (1 + Math.Log(count)));
            }
        }
    }

    private static Dictionary<string, string> Words(string text)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match word in Identifier().Matches(text))
        {
            var parts = Text.Terms.Parts(word.Value);
            foreach (var part in parts)
            {
                words.TryAdd(Stem.Of(part), part);
            }

            words.TryAdd(string.Concat(parts), word.Value);
        }

        return words;
    }

    private static TermCounts Pairs(string prose)
    {
        var counts = new TermCounts();
        counts.AddAll(Neighbours(prose, 2));
        return counts;
    }

    private static Dictionary<string, double> Compounds(IssueParts parts)
    {
        var compounds = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (text, weight) in ((string, double)[])[(parts.Title, InTitle), (parts.Prose, InProse)])
        {
            foreach (var compound in Neighbours(text, 2).Concat(Neighbours(text, 3)))
            {
                compounds.TryAdd(compound, weight / 2);
            }
        }

        return compounds;
    }

    /// <summary>Neighbouring words written as one, each also with the last in the other number.</summary>
    private static IEnumerable<string> Neighbours(string prose, int count)
    {
        var words = Word().Matches(Link().Replace(prose, " ")).Select(m => m.Value.ToLowerInvariant()).ToList();
        for (var i = 0; i + count <= words.Count; i++)
        {
            if (!words.Skip(i).Take(count).Any(StopWords.Contains))
            {
                var joined = string.Concat(words.Skip(i).Take(count));
                yield return joined;
                yield return joined.EndsWith('s') && !joined.EndsWith("ss", StringComparison.Ordinal) ? joined[..^1] : joined + "s";
            }
        }
    }

    private static ImmutableArray<Mention> Mentions(IssueParts parts)
    {
        var found = new Dictionary<string, (Mention Mention, int Count)>(StringComparer.Ordinal);
        Take(parts.Title, InTitle, "title", plain: true);
        foreach (var code in parts.Inline)
        {
            Take(code, MarkedAsCode, "text", plain: true, marked: true);
        }

        Take(parts.Prose, InProse, "text", plain: true);
        Take(parts.Code, InBlock, "code", plain: false, marked: true);
        return [.. found.Values
            .Select(f => f.Mention with { Weight = Math.Min(1, f.Mention.Weight * (1 + (0.2 * Math.Log2(f.Count)))) })
            .OrderByDescending(m => m.Weight).ThenBy(m => m.ToString(), StringComparer.Ordinal)
            .Take(MostMentions)];

        void Take(string text, double weight, string where, bool plain, bool marked = false)
        {
            foreach (Match match in Chain().Matches(Link().Replace(text, " ")))
            {
                var names = match.Value.Split('.', StringSplitOptions.RemoveEmptyEntries);
                var single = names.Length == 1 && !match.Value.EndsWith('.');
                var called = match.Index + match.Length < text.Length && match.Groups["call"].Success;
                var telling = marked || called || !single || Text.Terms.Parts(names[0]).Count > 1;
                if (StopWords.Contains(match.Groups["names"].Value.ToLowerInvariant()) || (!telling && (!plain || !char.IsUpper(names[0][0]))))
                {
                    continue;
                }

                var key = match.Groups["names"].Value;
                var own = telling ? weight : weight * PlainWord;
                found[key] = found.TryGetValue(key, out var old)
                    ? (old.Mention.Weight >= own ? old.Mention : new Mention(old.Mention.Names, own, where), old.Count + 1)
                    : (new Mention([.. key.Split('.')], own, where), 1);
            }
        }
    }

    private static IEnumerable<PathMention> Paths(string text) =>
        FilePath().Matches(text).Select(m => new PathMention(m.Groups["path"].Value.Replace('\\', '/').TrimStart('.', '/'), LineOf(m)));

    private static IEnumerable<TraceFrame> Frames(string text) =>
        Frame().Matches(text).Select(m => new TraceFrame(
            [.. Arity().Replace(m.Groups["names"].Value, "").Replace('+', '.').Split('.', StringSplitOptions.RemoveEmptyEntries)],
            m.Groups["path"].Success ? m.Groups["path"].Value.Trim().Replace('\\', '/') : null,
            LineOf(m)));

    private static IEnumerable<string> Phrases(IssueParts parts) =>
        Quoted().Matches(parts.Title + "\n" + parts.Prose + "\n" + parts.Code).Select(m => m.Groups["text"].Value)
            .Concat(parts.Inline)
            .Concat(Exception().Matches(parts.Prose + "\n" + parts.Code).Select(m => m.Groups["text"].Value))
            .Select(p => p.Trim().TrimEnd('.', '!', ':'))
            .Where(p => p.Length is >= 12 and <= 200 && p.Count(c => c == ' ') >= 2);

    private static int? LineOf(Match match) =>
        match.Groups["line"].Success && int.TryParse(match.Groups["line"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : null;

    [GeneratedRegex(@"https?://[^\s)>\]]+")]
    private static partial Regex Link();

    [GeneratedRegex(@"[A-Za-z]{2,40}")]
    private static partial Regex Word();

    [GeneratedRegex(@"\w{2,64}")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"(?<![\w@{$])(?<names>[A-Za-z_]\w{1,80}(?:\.[A-Za-z_]\w{1,80}){0,8})(?<call>\s?[(<])?")]
    private static partial Regex Chain();

    [GeneratedRegex(@"(?<![\w.\-/\\])(?<path>[./\\]{0,4}(?:[\w.\-]{1,100}[/\\]){0,30}[\w.\-]{1,100}\.(?:cs|csproj|props|targets|sln|slnx|md|json|xml|resx|razor|cshtml|config|yml|yaml))\b(?:#L(?<line>\d+)|:line (?<line>\d+)|[:(](?<line>\d+))?")]
    private static partial Regex FilePath();

    [GeneratedRegex(@"^[ \t]*(?:at|bei|в|à|en|em|在)[ \t]+(?:async )?(?<names>[A-Za-z_][\w.+`<>\[\],]{0,300}?)\((?<args>[^)\n]{0,1000})\)(?:[ \t]+in[ \t]+(?<path>[^\n:]{1,300}(?::[^\n:]{1,300})?):(?:line )?(?<line>\d+))?", RegexOptions.Multiline)]
    private static partial Regex Frame();

    [GeneratedRegex(@"`\d+|\[\[?[^\]]*\]?\]|<[^>]*>[\w_]*")]
    private static partial Regex Arity();

    [GeneratedRegex("\"(?<text>[^\"\n]{12,200})\"|(?<!\\w)'(?<text>[^'\n]{12,200})'(?!\\w)|“(?<text>[^”\n]{12,200})”")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<!\w)\w{0,80}?(?:Exception|Error)\w{0,20}:[ \t]*(?<text>[^\n]{12,200})")]
    private static partial Regex Exception();

    [GeneratedRegex(@"\b[0-9a-f]{7,40}\b")]
    private static partial Regex CommitId();
}
