using System.Collections.Immutable;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Repair.Localisation;

namespace CodeRefine.Agent.Repair;

/// <summary>From what ran to where the fault may be: coverage by Ochiai, and the lines that crashes and hangs name.</summary>
internal static class FaultPlaces
{
    public static Suspicion Suspect(Node node, IReadOnlyList<CheckResult> results, ImmutableArray<SuspectSpan> probes)
    {
        // A check that killed its process has reported no coverage: its frames must do.
        var covered = results.Where(r => !r.Coverage.IsEmpty || r.Status == CheckStatus.Passed).ToList();
        var spectrum = probes.IsEmpty || covered.All(r => r.Status == CheckStatus.Passed) ? Suspicion.None : FromCoverage(covered, probes);
        return spectrum.WithLines(NamedLines(node, results));
    }

    private static Suspicion FromCoverage(List<CheckResult> covered, ImmutableArray<SuspectSpan> probes)
    {
        var scores = Ochiai.Score(covered.Select(r => new CheckSpectrum(r.Status == CheckStatus.Passed, r.Coverage)), probes.Length);
        return Suspicion.FromSpans(probes.Select((probe, index) => probe with { Score = scores[index] }));
    }

    /// <summary>The hang's place first, then each crash's frames in the candidate from the throw outwards.</summary>
    private static IEnumerable<(string Path, int Line)> NamedLines(Node node, IEnumerable<CheckResult> results)
    {
        if (node.Verdict.HangSite is { Path: { } path } site)
        {
            yield return (path, site.Line);
        }

        foreach (var failure in results.SelectMany(r => r.Failures.Take(1)))
        {
            foreach (var frame in failure.Stack.Where(f => f.Path is not null && node.Tree.Contains(f.Path)).Take(4))
            {
                yield return (frame.Path!, frame.Line);
            }
        }
    }
}
