using CodeRefine.Repositories.Locating.Graph;
using CodeRefine.Repositories.Locating.Reading;

namespace CodeRefine.Repositories.Locating.Signals;

/// <summary>What the members that the issue speaks of refer to, directly and by way of others: a walk along the references that starts anew at those members.</summary>
internal sealed class GraphSignal : ISignal
{
    private const double Damping = 0.6;
    private const int MostMembers = 200;

    public string Name => "graph";
    public double Weight => 0.5;

    public IEnumerable<Evidence> Find(LocateContext context)
    {
        var index = context.Index;
        var seeds = Seeds(context);
        if (seeds.Sum() <= 0)
        {
            yield break;
        }

        var rank = PageRank.Compute(index.Graph.Edges, seeds, Damping);
        var reversed = index.Graph.Reversed();
        var top = Enumerable.Range(0, rank.Length).Where(m => LocateContext.IsTarget(index.Members[m].File)).OrderByDescending(m => rank[m]).ThenBy(m => m).Take(MostMembers).ToList();
        foreach (var m in top.Where(m => rank[m] > 0))
        {
            var member = index.Members[m];
            var from = reversed[m].Select(e => (Member: index.Members[e.From], Flow: rank[e.From] * e.Weight)).Where(e => e.Member.File != member.File && e.Member.File.Role == FileRole.Source).OrderByDescending(e => e.Flow).ThenBy(e => e.Member.Number).Select(e => e.Member.ShortName).Distinct().Take(2).ToList();
            yield return new Evidence(member.File, member, rank[m] / rank[top[0]], from.Count > 0 ? $"{member.ShortName} is referred to by {string.Join(" and ", from)}" : $"{member.ShortName} is near what the issue speaks of");
        }
    }

    private static double[] Seeds(LocateContext context)
    {
        var seeds = new double[context.Index.Members.Length];
        foreach (var match in context.Names)
        {
            seeds[match.Member.Number] += match.Points;
        }

        var best = context.MemberHits.Length > 0 ? context.MemberHits[0].Score : 1;
        foreach (var hit in context.MemberHits.Take(30))
        {
            seeds[hit.Document] += 0.5 * hit.Score / best;
        }

        foreach (var test in TestSignal.Named(context))
        {
            seeds[test.Number] += 1;
        }

        return seeds;
    }
}
