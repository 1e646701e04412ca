using System.Collections.Immutable;
using CodeRefine.Repositories.Locating.Reading;
using CodeRefine.Repositories.Locating.Signals;

namespace CodeRefine.Repositories.Locating;

/// <summary>
/// Adds up what the signals say. Within a signal each further piece of evidence for a file counts half of the one before, and no file gets more than 1;
/// the signals are summed by their weights, and a file that is unlikely to be changed for what it is there for (docs, samples) counts less.
/// </summary>
internal sealed class Fusion(LocateContext context, IReadOnlyList<ISignal> signals)
{
    private const int MostReasons = 6;

    /// <summary>A declaration that only its own file's evidence speaks for is not listed.</summary>
    private const double LeastMember = 0.02;

    private readonly List<(ISignal Signal, List<Evidence> Evidence)> found = [.. signals.Select(s => (s, s.Find(context).Where(e => e.Points > 0).ToList()))];

    public Location Rank(int top, int membersPerFile, ImmutableArray<string> notes)
    {
        var files = Score(e => e.File.Number)
            .Select(f => (File: context.Index.Files[f.Key], f.Score, f.Why))
            .Select(f => (f.File, Score: f.Score * Likely(f.File.Role), f.Why))
            .OrderByDescending(f => f.Score).ThenBy(f => f.File.Path, StringComparer.Ordinal).ToList();
        var members = Score(e => e.Member?.Number)
            .Select(m => (Member: context.Index.Members[m.Key], m.Score, m.Why))
            .GroupBy(m => m.Member.File.Number).ToDictionary(g => g.Key, g => g.OrderByDescending(m => m.Score).ThenBy(m => m.Member.Number).ToList());
        FileHit Hit((IndexedFile File, double Score, ImmutableArray<Reason> Why) f) => new(
            f.File.Path, f.File.Role, Math.Round(f.Score, 4), f.Why,
            [.. members.GetValueOrDefault(f.File.Number, []).Where(m => m.Score >= LeastMember).Take(membersPerFile).Select(m => MemberOf(m.Member, m.Score, m.Why))]);
        return new Location(
            [.. files.Where(f => f.File.Role != FileRole.Test).Take(top).Select(Hit)],
            [.. files.Where(f => f.File.Role == FileRole.Test && f.File.Facts.IsCSharp).Take(Math.Min(top, 5)).Select(Hit)],
            notes);
    }

    /// <summary>How often a fix changes a file of this kind, beside one of the product's sources.</summary>
    private static double Likely(FileRole role) => role switch
    {
        FileRole.Source => 1,
        FileRole.Test => 1,
        FileRole.Project => 0.6,
        FileRole.Other => 0.35,
        FileRole.Side => 0.35,
        FileRole.Docs => 0.3,
        _ => 0.2,
    };

    private IEnumerable<(int Key, double Score, ImmutableArray<Reason> Why)> Score(Func<Evidence, int?> key)
    {
        var scores = new Dictionary<int, List<Reason>>();
        foreach (var (signal, evidence) in found)
        {
            var groups = evidence.GroupBy(key).Where(g => g.Key is not null).Select(g => (Key: g.Key!.Value, Points: Fading(g), Best: g.OrderByDescending(e => e.Points).First())).ToList();
            var most = Math.Max(1, groups.Select(g => g.Points).DefaultIfEmpty(0).Max());
            foreach (var (id, points, best) in groups)
            {
                if (!scores.TryGetValue(id, out var list))
                {
                    scores[id] = list = [];
                }

                list.Add(new Reason(signal.Name, Math.Round(signal.Weight * points / most, 4), best.Why));
            }
        }

        return scores.Select(s => (s.Key, s.Value.Sum(r => r.Points), s.Value.Where(r => r.Points > 0).OrderByDescending(r => r.Points).Take(MostReasons).ToImmutableArray()));
    }

    private static double Fading(IEnumerable<Evidence> evidence)
    {
        var sum = 0.0;
        var share = 1.0;
        foreach (var points in evidence.Select(e => e.Points).OrderDescending().Take(8))
        {
            sum += share * points;
            share /= 2;
        }

        return sum;
    }

    private MemberHit MemberOf(IndexedMember member, double score, ImmutableArray<Reason> why)
    {
        var facts = member.Facts;
        var lines = LineFinder.Find(context, member, found.SelectMany(f => f.Evidence.Where(e => e.Line is not null && e.File.Number == member.File.Number).Select(e => (f.Signal, e))));
        return new(member.File.Path, facts.FullName, facts.Kind, facts.Signature, facts.FirstLine, facts.NameLine, facts.LastLine, Math.Round(score, 4), why, lines);
    }
}
