using CodeRefine.Evaluation.Defects;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>An entry of the corpus and what came of it.</summary>
internal sealed record DefectRow(Defect Defect, RepairResult Result);

/// <summary>What came of many.</summary>
/// <param name="Name">A group, a half, or <c>all</c>.</param>
/// <param name="MedianSeconds">Over all of them, solved or not.</param>
internal sealed record RepairTotal(string Name, int Entries, int Correct, int Overfitted, int NotSolved, int Failed, double MedianSeconds, double MaxSeconds)
{
    public static RepairTotal Of(string name, IReadOnlyCollection<RepairResult> results)
    {
        int Count(RepairOutcome outcome) => results.Count(r => r.Outcome == outcome);
        var times = new Timings(name, [.. results.Select(r => r.Seconds * 1000)]);
        return new RepairTotal(name, results.Count, Count(RepairOutcome.Correct), Count(RepairOutcome.Overfitted), Count(RepairOutcome.NotSolved), Count(RepairOutcome.Failed), times.Median / 1000, times.Milliseconds.Max() / 1000);
    }

    /// <summary>By group, by half, and over all; what no entry belongs to is left out.</summary>
    public static IReadOnlyList<RepairTotal> Of(IReadOnlyList<DefectRow> rows) =>
    [
        .. rows.GroupBy(r => r.Defect.Group).OrderBy(g => g.Key).Select(g => Of(Word(g.Key), [.. g.Select(r => r.Result)])),
        .. rows.GroupBy(r => r.Defect.Half).OrderBy(g => g.Key).Select(g => Of($"{Word(g.Key)} half", [.. g.Select(r => r.Result)])),
        Of("all", [.. rows.Select(r => r.Result)]),
    ];

    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
