using System.Collections.Immutable;
using CodeRefine.Core.Checks;

namespace CodeRefine.Core.Search;

/// <summary>
/// The order in which a search runs checks to hear soonest of a failure: those that failed last, then those that the change can have affected,
/// then the rest. Among equals tests come before properties, which run many cases, and what ran out of time comes last.
/// </summary>
public static class CheckOrder
{
    /// <param name="checks">Those to run; of equals the first stays first.</param>
    /// <param name="last">What the state before the change did; a check that it does not tell of may be affected.</param>
    /// <param name="changed">Whether the piece of code of that probe, an index in <see cref="CheckResult.Coverage"/>, is in a member that the change touches. Null where nobody knows.</param>
    public static ImmutableArray<Check> Of(IEnumerable<Check> checks, IEnumerable<CheckResult> last, Predicate<int>? changed = null)
    {
        var known = last.ToDictionary(r => r.Check.Id, StringComparer.Ordinal);
        return [.. checks.OrderBy(c => RankOf(known.GetValueOrDefault(c.Id), changed)).ThenBy(c => c.Kind).ThenBy(c => known.GetValueOrDefault(c.Id)?.Status == CheckStatus.TimedOut)];
    }

    private static Rank RankOf(CheckResult? last, Predicate<int>? changed) => last?.Status switch
    {
        null or CheckStatus.NotRun => Rank.Affected,
        CheckStatus.Passed when changed is not null && last.Coverage.Any(i => changed(i)) => Rank.Affected,
        CheckStatus.Passed or CheckStatus.Skipped => Rank.Other,
        _ => Rank.FailedLast,
    };

    private enum Rank
    {
        FailedLast,
        Affected,
        Other,
    }
}
