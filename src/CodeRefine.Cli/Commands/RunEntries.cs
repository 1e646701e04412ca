using CodeRefine.Cli.Json;
using CodeRefine.Core.Events;
using CodeRefine.Repositories.Runs;

namespace CodeRefine.Cli.Commands;

/// <summary>A journal as a list of attempts: what came of each.</summary>
internal static class RunEntries
{
    public static IReadOnlyList<LogEntry> Of(RecordedRun run)
    {
        var refused = run.Events.OfType<RunEvent.ProposalRejected>().GroupBy(r => r.Attempt).ToDictionary(g => g.Key, g => g.Last().Reason);
        var nodes = run.Nodes.ToDictionary(n => n.Attempt);
        var proposals = run.Proposals;
        var evidence = RunEvidence.Of(run);
        return [.. nodes.Keys.Union(proposals.Keys).Order().Select(attempt => Entry(attempt, nodes.GetValueOrDefault(attempt), proposals.GetValueOrDefault(attempt), refused.GetValueOrDefault(attempt), evidence))];
    }

    /// <summary>As documents spell an outcome: <c>NotSolved</c> is <c>not-solved</c>.</summary>
    public static string Outcome(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    private static LogEntry Entry(int attempt, RunEvent.NodeAdded? node, RunEvent.Proposed? proposed, string? rejection, ILookup<string, string> evidence) => new(
        attempt, node?.Id, node?.ParentId ?? proposed?.ParentId, proposed?.Proposal.Proposer, proposed?.Proposal.Patch?.Summary,
        node?.Verdict, node?.Score, node?.Kind, node?.Headline, node is null ? rejection ?? "interrupted" : null)
    {
        Evidence = node is null ? [] : [.. evidence[node.Id], .. evidence[node.TreeHash]],
    };
}
