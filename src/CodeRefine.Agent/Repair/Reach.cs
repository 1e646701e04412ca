using System.Collections.Immutable;
using CodeRefine.Core.Checks;
using CodeRefine.Roslyn.Repair;
using CodeRefine.Roslyn.Repair.Localisation;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Agent.Repair;

/// <summary>Which checks a fix can make a difference to: those that reach the code that it changes.</summary>
internal sealed class Reach
{
    private readonly ImmutableArray<SuspectSpan> probes;
    private readonly ImmutableArray<int> failing;
    private readonly ImmutableArray<int> passing;
    private readonly Dictionary<int, HashSet<int>> probesOf = [];
    private readonly Dictionary<CandidateEdit, HashSet<int>?> known = new(ReferenceEqualityComparer.Instance);

    /// <param name="expected">All checks, which the answers name by index.</param>
    public Reach(ImmutableArray<Check> expected, Baseline baseline)
    {
        var places = expected.Select((check, index) => (check.Id, index)).ToDictionary(p => p.Id, p => p.index, StringComparer.Ordinal);
        probes = baseline.Probes;
        failing = [.. Ordered(baseline.Failing, places)];
        passing = [.. Ordered(baseline.Passing, places)];

        // One that killed its process told of no coverage: it may reach anything.
        foreach (var result in baseline.Failing.Concat(baseline.Passing).Where(r => !r.Coverage.IsEmpty))
        {
            probesOf[places[result.Check.Id]] = [.. result.Coverage];
        }
    }

    public ImmutableArray<int> Failing => failing;

    /// <summary>Failing checks first. A fix that some failing check does not reach can't mend all.</summary>
    public ImmutableArray<int> ChecksOf(params ReadOnlySpan<CandidateEdit> edits)
    {
        var checks = new HashSet<int>();
        foreach (var edit in edits)
        {
            if (Touched(edit) is not { } touched)
            {
                return [.. failing, .. passing];
            }

            checks.UnionWith(failing.Concat(passing).Where(c => !probesOf.TryGetValue(c, out var reached) || reached.Overlaps(touched)));
        }

        return [.. failing.Where(checks.Contains), .. passing.Where(checks.Contains)];
    }

    /// <summary>Unit tests before properties; quick ones first.</summary>
    private static IEnumerable<int> Ordered(IEnumerable<CheckResult> results, Dictionary<string, int> places) =>
        results.OrderBy(r => r.Check.Kind).ThenBy(r => r.Status == CheckStatus.TimedOut).Select(r => places[r.Check.Id]);

    /// <summary>Probes whose code the edit changes; null where none tells.</summary>
    private HashSet<int>? Touched(CandidateEdit edit)
    {
        if (!known.TryGetValue(edit, out var touched))
        {
            var span = TextSpan.FromBounds(edit.Changes[0].Span.Start, edit.Changes[^1].Span.End);
            known.Add(edit, touched = Around(edit.Path, span) is { } around ? [around] : Near(edit.Path, span));
        }

        return touched;
    }

    private int? Around(string path, TextSpan span)
    {
        int? best = null;
        for (var i = 0; i < probes.Length; i++)
        {
            if (probes[i].Path == path && probes[i].Span.Contains(span) && (best is null || probes[i].Span.Length < probes[best.Value].Span.Length))
            {
                best = i;
            }
        }

        return best;
    }

    private HashSet<int>? Near(string path, TextSpan span)
    {
        var near = Enumerable.Range(0, probes.Length).Where(i => probes[i].Path == path && probes[i].Span.IntersectsWith(span)).ToHashSet();
        return near.Count > 0 ? near : null;
    }
}
