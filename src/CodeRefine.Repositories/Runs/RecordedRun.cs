using System.Collections.Immutable;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;

namespace CodeRefine.Repositories.Runs;

/// <summary>What a journal holds, by what resuming and replaying ask for.</summary>
public sealed record RecordedRun
{
    public required ImmutableArray<JournalLine> Lines { get; init; }

    /// <summary>Whether the last line was torn by a crash and left out.</summary>
    public required bool TornTail { get; init; }

    /// <summary>Length of the file up to the end of the last complete line.</summary>
    internal long CompleteBytes { get; init; }

    public IEnumerable<RunEvent> Events => Lines.Select(l => l.Event);

    /// <summary>Null where the run was stopped before its first event.</summary>
    public RunEvent.RunStarted? Started => Events.OfType<RunEvent.RunStarted>().FirstOrDefault();

    /// <summary>The last end, where nothing came after it; null where the run goes on or was interrupted.</summary>
    public RunEvent.RunEnded? Ended => Lines.LastOrDefault()?.Event as RunEvent.RunEnded;
    public bool Interrupted => Ended is null;

    /// <summary>Proposals by attempt; where an attempt was made again after an interruption, its last.</summary>
    public ImmutableSortedDictionary<int, RunEvent.Proposed> Proposals => Events.OfType<RunEvent.Proposed>().GroupBy(p => p.Attempt).ToImmutableSortedDictionary(g => g.Key, g => g.Last());

    /// <summary>Proposals by those who were asked for them, in the order of attempts; what tools made of them comes by itself when a run goes on.</summary>
    public IEnumerable<RunEvent.Proposed> AskedFor => Proposals.Values.Where(p => !p.Proposal.ByTool);

    /// <summary>Nodes in the order of attempts.</summary>
    public ImmutableArray<RunEvent.NodeAdded> Nodes => [.. Events.OfType<RunEvent.NodeAdded>().GroupBy(n => n.Attempt).Select(g => g.Last()).OrderBy(n => n.Attempt)];

    /// <summary>Model calls that came to an end, with their prompts, in the order of the calls.</summary>
    public ImmutableArray<RecordedModelCall> ModelCalls
    {
        get
        {
            var started = new Dictionary<int, RunEvent.ModelCallStarted>();
            var calls = ImmutableArray.CreateBuilder<RecordedModelCall>();
            foreach (var happened in Events)
            {
                if (happened is RunEvent.ModelCallStarted call)
                {
                    started[call.Call] = call;
                }
                else if (happened is RunEvent.ModelCallEnded ended && started.Remove(ended.Call, out var begun))
                {
                    calls.Add(new RecordedModelCall(begun, ended));
                }
            }

            return calls.ToImmutable();
        }
    }

    /// <summary>What the run answered with; of one that did not end the highest score, of equals the earliest.</summary>
    public RunEvent.NodeAdded? Best => Nodes.FirstOrDefault(n => n.Id == Ended?.BestId) ?? Nodes.MaxBy(n => n.Score);

    /// <summary>Attempts that were begun and came to neither a node nor a rejection: what an interruption cut off.</summary>
    public ImmutableArray<int> OpenAttempts => [.. Events.OfType<RunEvent.Proposed>().Select(p => p.Attempt)
        .Except(Events.OfType<RunEvent.NodeAdded>().Select(n => n.Attempt))
        .Except(Events.OfType<RunEvent.ProposalRejected>().Select(r => r.Attempt)).Order()];

    public Proposal? ProposalOf(int attempt) => Proposals.GetValueOrDefault(attempt)?.Proposal;
}

public sealed record RecordedModelCall(RunEvent.ModelCallStarted Started, RunEvent.ModelCallEnded Ended);
