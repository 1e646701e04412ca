using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Events;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Tools;

/// <summary>
/// What the tools found in an earlier run, for the same candidates: a run that is resumed or replayed has the same nodes however fast the machine is now,
/// and searches for nothing twice.
/// </summary>
public sealed class RecordedTools
{
    private readonly Dictionary<string, ImmutableArray<Correction>> corrections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Proposal?> neighbours = new(StringComparer.Ordinal);

    /// <param name="events">Of the earlier journals, in their order; what is said twice of a candidate counts as it was said last.</param>
    public RecordedTools(IEnumerable<RunEvent> events)
    {
        events = [.. events];
        Evidence = new RecordedEvidence(events);
        foreach (var happened in events)
        {
            if (happened is RunEvent.Corrected corrected)
            {
                corrections[corrected.TreeHash] = [.. corrected.Ways];
            }
            else if (happened is RunEvent.NeighbourhoodSearched searched)
            {
                neighbours[searched.TreeHash] = searched.Found;
            }
        }
    }

    /// <summary>Traces and runs of generated checks.</summary>
    public RecordedEvidence Evidence { get; }

    /// <summary>Asks <paramref name="live"/> for what is not recorded.</summary>
    public ICorrector Before(ICorrector live) => new RecordedCorrector(this, live);

    /// <inheritdoc cref="Before(ICorrector)"/>
    public INeighbourhood Before(INeighbourhood live) => new RecordedNeighbourhood(this, live);

    private sealed class RecordedCorrector(RecordedTools recorded, ICorrector live) : ICorrector
    {
        public Task<ImmutableArray<Correction>> CorrectAsync(Problem problem, SourceTree candidate, BuildResult.Failure failure, CancellationToken cancellationToken) =>
            recorded.corrections.TryGetValue(candidate.Hash, out var known) ? Task.FromResult(known) : live.CorrectAsync(problem, candidate, failure, cancellationToken);
    }

    private sealed class RecordedNeighbourhood(RecordedTools recorded, INeighbourhood live) : INeighbourhood
    {
        public bool Wants(Node node) => live.Wants(node);

        public Task<Proposal?> SearchAsync(Session session, Node node, CancellationToken cancellationToken) =>
            recorded.neighbours.TryGetValue(node.Tree.Hash, out var known) ? Task.FromResult(known) : live.SearchAsync(session, node, cancellationToken);
    }
}
