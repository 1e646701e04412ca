namespace CodeRefine.Repositories.Locating.Graph;

/// <summary>
/// Where a walk along the references is found when it starts anew, with some chance at each step, at the seeds. Source: Page, Brin, Motwani, Winograd,
/// "The PageRank Citation Ranking", 1999; the seeds are its personalisation.
/// </summary>
internal static class PageRank
{
    private const int Rounds = 30;

    /// <param name="seeds">Weights of where to start, one for each node; all equal where their sum is 0.</param>
    /// <param name="damping">Chance to go on at each step.</param>
    /// <returns>Shares that sum to 1.</returns>
    public static double[] Compute(IReadOnlyList<(int To, double Weight)>[] edges, double[] seeds, double damping)
    {
        var count = edges.Length;
        var total = seeds.Sum();
        var start = seeds.Select(s => total > 0 ? s / total : 1.0 / count).ToArray();
        var sums = edges.Select(e => e.Sum(x => x.Weight)).ToArray();
        var rank = (double[])start.Clone();
        for (var round = 0; round < Rounds; round++)
        {
            var next = new double[count];
            var lost = 0.0;
            for (var from = 0; from < count; from++)
            {
                if (sums[from] <= 0)
                {
                    lost += rank[from];
                    continue;
                }

                foreach (var (to, weight) in edges[from])
                {
                    next[to] += damping * rank[from] * weight / sums[from];
                }
            }

            // What ends in a dead end begins again at the seeds.
            for (var i = 0; i < count; i++)
            {
                next[i] += ((1 - damping) + (damping * lost)) * start[i];
            }

            rank = next;
        }

        return rank;
    }
}
