using System.Globalization;
using CodeRefine.Agent.Repair.Agreement;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;

namespace CodeRefine.Agent.Repair;

/// <summary>A node whose checks fail: localise, search, offer the best of the fixes that pass; where none does, the one that helps most.</summary>
internal sealed class FailingChecksRound(RoslynBuilder builder, RepairOptions options, TimeProvider time, Session session, Node node, IPatchJudge? judge) : INodeRepair
{
    private readonly Queue<ScreenedFix> ranked = new();
    private FixSearch? search;
    private string differences = "";

    public async Task<RepairOffer?> NextAsync(CancellationToken cancellationToken)
    {
        // What was found besides the last offer is offered before any more is searched for.
        if (Best() is { } kept)
        {
            return Offer(kept);
        }

        search ??= await StartAsync(cancellationToken);
        await search.RunAsync(cancellationToken);
        await RankAsync(cancellationToken);
        return Best() is { } found ? Offer(found) : await BestPartialAsync(cancellationToken) is { } progress ? Offer(progress) : null;
    }

    private async Task<FixSearch> StartAsync(CancellationToken cancellationToken)
    {
        session.Report(new RunEvent.Progress("repair: looking where the failing checks go"));
        var baseline = await Baseline.MeasureAsync(builder, options, session, node, cancellationToken);
        var compilation = await builder.CandidateCompilationAsync(session.Problem, node.Tree, cancellationToken);
        return new FixSearch(builder, options, time, session, node, compilation, baseline);
    }

    /// <summary>All that was found pass the same checks: what tells them apart are inputs that no check has.</summary>
    private async Task RankAsync(CancellationToken cancellationToken)
    {
        var found = search!.Plausible.Where(IsNew).ToList();
        search.Plausible.Clear();
        var (fixes, note) = options.CompareOnInputs
            ? await new PlausibleRanking(builder, session, node, judge).RankAsync(found, cancellationToken)
            : new RankedFixes([.. found.Order(ScreenedFix.BestFirst)], "");
        differences = note;
        foreach (var fix in fixes)
        {
            ranked.Enqueue(fix);
        }
    }

    private ScreenedFix? Best()
    {
        while (ranked.TryDequeue(out var next))
        {
            if (IsNew(next))
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>None passes all: the one that turns the most green and breaks nothing, so that the next round starts from there.</summary>
    private async Task<ScreenedFix?> BestPartialAsync(CancellationToken cancellationToken)
    {
        foreach (var candidate in search!.Partial.Where(p => p.Gain > 0).ToList())
        {
            search.Partial.Remove(candidate);
            if (IsNew(candidate) && await search.Singles.KeepsPassingAsync(candidate.Fix, cancellationToken))
            {
                return candidate;
            }
        }

        return null;
    }

    private bool IsNew(ScreenedFix fix) => session.SeenBefore(fix.Fix.ApplyTo(node.Tree)) is null;

    private RepairOffer Offer(ScreenedFix chosen)
    {
        var others = ranked.ToList();
        var notes = search!.Count + "; "
            + (chosen.IsPlausible ? $"{others.Count + 1} plausible" : string.Create(CultureInfo.InvariantCulture, $"none passes all, this one brings {chosen.Gain:0.##} more of {chosen.Failing} failing checks to pass"))
            + (others.Count > 0 ? "; others: " + string.Join("; ", others.Take(3).Select(p => p.Fix.Summary)) : "") + "."
            + (chosen.IsPlausible && differences.Length > 0 ? "\n" + differences : "");
        return new RepairOffer(chosen.Fix.ToPatch(node.Tree), notes);
    }
}
