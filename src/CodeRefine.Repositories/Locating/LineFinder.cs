using System.Collections.Immutable;
using CodeRefine.Repositories.Locating.Signals;
using CodeRefine.Repositories.Locating.Text;

namespace CodeRefine.Repositories.Locating;

/// <summary>Which lines of a member: those that traces, coverage and quotes name, then those that hold the rarest of the words.</summary>
internal static class LineFinder
{
    private const int Most = 3;

    public static ImmutableArray<LineHit> Find(LocateContext context, IndexedMember member, IEnumerable<(ISignal Signal, Evidence Evidence)> named)
    {
        var texts = member.File.Text.Split('\n');
        var (first, last) = (member.Facts.FirstLine, Math.Min(member.Facts.LastLine, texts.Length));
        var hits = named.Where(n => n.Evidence.Line >= first && n.Evidence.Line <= last)
            .GroupBy(n => n.Evidence.Line!.Value)
            .Select(g => new LineHit(g.Key, Math.Round(g.Sum(n => n.Signal.Weight * n.Evidence.Points), 4), texts[g.Key - 1].Trim(), g.MaxBy(n => n.Signal.Weight * n.Evidence.Points).Evidence.Why))
            .OrderByDescending(h => h.Score).ThenBy(h => h.Line).Take(Most).ToList();
        // A type's own lines are its members': words would name any of them.
        if (hits.Count < Most && !member.Facts.IsType)
        {
            hits.AddRange(ByWords(context, texts, member).Where(h => hits.All(x => x.Line != h.Line)).Take(Most - hits.Count));
        }

        return [.. hits];
    }

    private static IEnumerable<LineHit> ByWords(LocateContext context, string[] texts, IndexedMember member)
    {
        var found = new List<LineHit>();
        for (var line = member.Facts.NameLine + 1; line <= Math.Min(member.Facts.LastLine, texts.Length); line++)
        {
            var terms = Terms.Of(texts[line - 1]).Distinct(StringComparer.Ordinal)
                .Select(t => (Term: t, Points: context.Clues.Terms.GetValueOrDefault(t) * context.Index.MemberSearch.Rarity(t)))
                .Where(t => t.Points > 0).OrderByDescending(t => t.Points).ThenBy(t => t.Term, StringComparer.Ordinal).ToList();
            if (terms.Count > 0)
            {
                found.Add(new LineHit(line, Math.Round(terms.Sum(t => t.Points) / 100, 4), texts[line - 1].Trim(), $"holds {context.Clues.Show(terms.Select(t => t.Term), 3)}"));
            }
        }

        return found.OrderByDescending(h => h.Score).ThenBy(h => h.Line);
    }
}
