using System.Globalization;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;

namespace CodeRefine.Agent.Repair;

/// <summary>A node whose checks fail: localise, search, offer the best of the fixes that pass; where none does, the one that helps most.</summary>
internal sealed class FailingChecksRound(RoslynBuilder builder, RepairOptions options, TimeProvider time, Session session, Node node) : INodeRepair
{
    private FixSearch? search;

    public async Task<RepairOffer?> NextAsync(CancellationToken cancellationToken)
    {
        // What was found besides the last offer is offered before any more is searched for.
        if (Best() is { } kept)
        {
            return Offer(kept);
        }

        search ??= await StartAsync(cancellationToken);
        await search.RunAsync(cancellationToken);
        return Best() is { } found ? Offer(found) : await BestPartialAsync(cancellationToken) is { } progress ? Offer(progress) : null;
    }

    private async Task<FixSearch> StartAsync(CancellationToken cancellationToken)
    {
        session.Report(new RunEvent.Progress("repair: looking where the failing checks go"));
        var baseline = await Baseline.MeasureAsync(builder, options, session, node, cancellationToken);
        var compilation = await builder.CandidateCompilationAsync(session.Problem, node.Tree, cancellationToken);
        return new FixSearch(builder, options, time, session, node, compilation, baseline);
    }

    private ScreenedFix? Best()
    {
        var best = search?.Plausible.Where(IsNew).OrderBy(p => p, ScreenedFix.BestFirst).FirstOrDefault();
        _ = best is not null && search!.Plausible.Remove(best);
        return best;
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
        var others = search!.Plausible.Order(ScreenedFix.BestFirst).ToList();
        var notes = search.Count + "; "
            + (chosen.IsPlausible ? $"{others.Count + 1} plausible" : string.Create(CultureInfo.InvariantCulture, $"none passes all, this one brings {chosen.Gain:0.##} more of {chosen.Failing} failing checks to pass"))
            + (others.Count > 0 ? "; others: " + string.Join("; ", others.Take(3).Select(p => p.Fix.Summary)) : "") + ".";
        return new RepairOffer(chosen.Fix.ToPatch(node.Tree), notes);
    }
}
