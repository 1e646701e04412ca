using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Auto;

/// <summary>
/// Which candidates to revise, where it need not be the best: those that promise most, by the mean of the distribution that REx (Tang et al., Code Repair with LLMs gives an
/// Exploration-Exploitation Tradeoff, arXiv 2405.17503) draws from. A high score speaks for a candidate and each revision known of it against it, so that one which can't be mended is left in time.
/// </summary>
internal static class MostPromising
{
    /// <summary>How much a score weighs against revisions. The paper has 20 for budgets of hundreds of calls; ours are of a dozen.</summary>
    private const double Weight = 4;

    /// <summary>Best first; the root where nothing was made yet.</summary>
    public static IReadOnlyList<Node> Of(Session session, int count)
    {
        List<Node> best = [.. session.Nodes.Where(n => n.Parent is not null && !n.Verdict.Passed).OrderByDescending(n => Promise(session, n)).ThenBy(n => n.Attempt).Take(count)];
        return best.Count > 0 ? best : [session.Root];
    }

    private static double Promise(Session session, Node node) => (1 + (Weight * node.Value)) / (2 + Weight + Revisions(session, node));

    private static int Revisions(Session session, Node node) => session.Nodes.Count(n => ReferenceEquals(n.Parent, node) && !n.ByTool) + session.Rejections.Count(r => r.ParentId == node.Id);
}
