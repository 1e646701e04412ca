using System.Collections.Immutable;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Evaluation.Runs;

/// <summary>Counts over a run, made in one pass: memory grows with tasks, not with samples.</summary>
public sealed record RunTotals
{
    /// <summary>For each task with a judged sample: how many, and how many of them passed.</summary>
    public required ImmutableDictionary<string, (int Judged, int Passed)> Tasks { get; init; }
    public required ImmutableSortedDictionary<VerdictKind, int> Verdicts { get; init; }
    public required ImmutableSortedDictionary<TaxonomyKind, int> Kinds { get; init; }
    public required ImmutableSortedDictionary<SolvedBy, int> SolvedBy { get; init; }
    public int Judged { get; init; }
    public int Passed { get; init; }
    public int Infrastructure { get; init; }
    public int Cached { get; init; }
    public int RunAlone { get; init; }

    /// <summary>Passed every visible check, and not those that are held back.</summary>
    public int Overfitted { get; init; }
    public SampleCost Cost { get; init; } = new();

    public static RunTotals Of(IEnumerable<SampleRecord> samples)
    {
        var tasks = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        var verdicts = new SortedDictionary<VerdictKind, int>();
        var kinds = new SortedDictionary<TaxonomyKind, int>();
        var by = new SortedDictionary<SolvedBy, int>();
        int judged = 0, passed = 0, infrastructure = 0, cached = 0, alone = 0, overfitted = 0;
        var cost = new SampleCost();
        foreach (var sample in samples)
        {
            cost += sample.Cost;
            if (sample.Outcome == SampleOutcome.Infrastructure)
            {
                infrastructure++;
                continue;
            }

            var (n, c) = tasks.GetValueOrDefault(sample.TaskId);
            tasks[sample.TaskId] = (n + 1, c + (sample.Passed ? 1 : 0));
            judged++;
            passed += sample.Passed ? 1 : 0;
            cached += sample.Cached ? 1 : 0;
            alone += sample.RunAlone ? 1 : 0;
            overfitted += sample.Grade?.Outcome == Grading.GradeOutcome.Overfitted ? 1 : 0;
            Count(verdicts, sample.Verdict!.Value);
            Count(by, sample.SolvedBy);
            if (!sample.Passed)
            {
                Count(kinds, sample.Kind);
            }
        }

        return new RunTotals
        {
            Tasks = tasks.ToImmutableDictionary(StringComparer.Ordinal),
            Verdicts = verdicts.ToImmutableSortedDictionary(),
            Kinds = kinds.ToImmutableSortedDictionary(),
            SolvedBy = by.ToImmutableSortedDictionary(),
            Judged = judged,
            Passed = passed,
            Infrastructure = infrastructure,
            Cached = cached,
            RunAlone = alone,
            Overfitted = overfitted,
            Cost = cost,
        };
    }

    private static void Count<T>(SortedDictionary<T, int> counts, T key)
        where T : struct, Enum => counts[key] = counts.GetValueOrDefault(key) + 1;
}
