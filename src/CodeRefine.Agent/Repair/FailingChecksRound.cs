using System.Globalization;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Repair.Edits;

namespace CodeRefine.Agent.Repair;

/// <summary>A node whose checks fail: localise, try single edits most promising first, offer the best of those that pass.</summary>
internal sealed class FailingChecksRound(RoslynBuilder builder, RepairOptions options, TimeProvider time, Session session, Node node) : INodeRepair
{
    private readonly List<ScreenedEdit> plausible = [];
    private readonly List<ScreenedEdit> partial = [];
    private Screening? screening;
    private IEnumerator<RankedEdit>? edits;
    private int tried;
    private double leastScore;
    private RankedEdit? waiting;
    private TimeSpan took;

    public async Task<RepairOffer?> NextAsync(CancellationToken cancellationToken)
    {
        // What was found besides the last offer is offered before any more is searched for.
        if (Best() is { } kept)
        {
            return Offer(kept);
        }

        if (screening is null)
        {
            await StartAsync(cancellationToken);
        }

        await SearchAsync(cancellationToken);
        return Best() is { } found ? Offer(found) : await BestPartialAsync(cancellationToken) is { } progress ? Offer(progress) : null;
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        session.Report(new RunEvent.Progress("repair: looking where the failing checks go"));
        var baseline = await Baseline.MeasureAsync(builder, options, session, node, cancellationToken);
        var compilation = await builder.CandidateCompilationAsync(session.Problem, node.Tree, cancellationToken);
        var literals = Borrowed.Literals(session.Problem, compilation);
        edits = new EditSearch(compilation, p => session.Problem.Editable.Allows(p, out _), baseline.Suspicion, literals).Edits().GetEnumerator();
        screening = new Screening(builder, options, session, node, compilation, baseline);
    }

    /// <summary>Runs edits side by side, and looks at their results in the edits' order: the outcome does not depend on which ended first.</summary>
    private async Task SearchAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var deadline = Deadline();
        var left = options.MaxCandidates;
        leastScore = 0;
        var running = new Queue<Task<ScreenedEdit?>>();
        try
        {
            while (true)
            {
                while (left > 0 && running.Count < Math.Max(1, session.Sandbox.Capacity) && time.GetElapsedTime(began) < deadline && Next(cancellationToken) is { } edit)
                {
                    left--;
                    running.Enqueue(screening!.RunAsync(edit, cancellationToken));
                }

                if (!running.TryDequeue(out var oldest))
                {
                    break;
                }

                if (await oldest is { } outcome)
                {
                    left = Take(outcome, left);
                }

                ReportProgress();
            }
        }
        finally
        {
            await Settle(running);
            took += time.GetElapsedTime(began);
        }
    }

    /// <returns>How many edits may still be started.</returns>
    private int Take(ScreenedEdit outcome, int left)
    {
        tried++;
        if (outcome.IsPlausible)
        {
            plausible.Add(outcome);
            leastScore = Math.Max(leastScore, outcome.Edit.Score * options.AsPromising);
            return plausible.Count >= options.MaxPlausible ? 0 : Math.Min(left, options.MoreAfterFirst);
        }

        if (outcome.Gain > 0)
        {
            partial.Add(outcome);
        }

        return left;
    }

    /// <summary>The next edit that compiles and gives a tree that the run has not had; one that is not promising enough now stays for a later call.</summary>
    private RankedEdit? Next(CancellationToken cancellationToken)
    {
        while (waiting is not null || edits!.MoveNext())
        {
            waiting ??= edits!.Current;
            if (waiting.Score < leastScore)
            {
                return null;
            }

            var edit = waiting;
            waiting = null;
            if (screening!.Compiles(edit, cancellationToken) && session.SeenBefore(screening.TreeOf(edit)) is null)
            {
                return edit;
            }
        }

        return null;
    }

    private ScreenedEdit? Best()
    {
        var best = plausible.Where(p => session.SeenBefore(screening!.TreeOf(p.Edit)) is null).OrderBy(p => p, ScreenedEdit.BestFirst).FirstOrDefault();
        _ = best is not null && plausible.Remove(best);
        return best;
    }

    /// <summary>None passes all: the one that turns the most green and breaks nothing, so that the next round starts from there.</summary>
    private async Task<ScreenedEdit?> BestPartialAsync(CancellationToken cancellationToken)
    {
        var ordered = partial.OrderByDescending(p => p.Gain).ThenBy(p => p, ScreenedEdit.BestFirst).Take(options.PartialsKept).ToList();
        partial.Clear();
        partial.AddRange(ordered);
        foreach (var candidate in ordered)
        {
            partial.Remove(candidate);
            if (session.SeenBefore(screening!.TreeOf(candidate.Edit)) is null && await screening.KeepsPassingAsync(candidate, cancellationToken))
            {
                return candidate;
            }
        }

        return null;
    }

    private RepairOffer Offer(ScreenedEdit chosen)
    {
        var notes = string.Create(CultureInfo.InvariantCulture, $"Screened {tried} edits in {took.TotalSeconds:0.0} s; ")
            + (chosen.IsPlausible ? $"{plausible.Count + 1} plausible" : string.Create(CultureInfo.InvariantCulture, $"none passes all, this one brings {chosen.Gain:0.##} more of {chosen.Failing} failing checks to pass"))
            + (plausible.Count > 0 ? "; others: " + string.Join("; ", plausible.Order(ScreenedEdit.BestFirst).Take(3).Select(p => p.Edit.Edit.Summary)) : "") + ".";
        return new RepairOffer(chosen.Edit.Edit.ToPatch(node.Tree[chosen.Edit.Edit.Path].Text), notes);
    }

    private TimeSpan Deadline() => session.Budget.TimeLeft is { } left && left * options.TimeShare < options.CallTime ? left * options.TimeShare : options.CallTime;

    private void ReportProgress()
    {
        if (tried % 10 == 0 && tried > 0)
        {
            session.Report(new RunEvent.Progress(string.Create(CultureInfo.InvariantCulture, $"repair: {tried} edits tried, {plausible.Count} plausible")));
        }
    }

    /// <summary>Waits for what still runs when the search is broken off; the exception that broke it off is the one to be told.</summary>
    private static async Task Settle(Queue<Task<ScreenedEdit?>> running) =>
        await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
