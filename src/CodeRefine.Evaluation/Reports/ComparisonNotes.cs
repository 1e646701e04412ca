using System.Collections.Immutable;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Reports;

/// <summary>The sentences beside a comparison.</summary>
internal static class ComparisonNotes
{
    public static ImmutableArray<string> Of(RunReport first, RunReport second, PairedComparison paired, IReadOnlyCollection<string> changed)
    {
        var notes = new List<string>();
        if (first.Run.Id == second.Run.Id)
        {
            notes.Add("Both are the same run.");
        }

        if (first.Run.SuiteHash != second.Run.SuiteHash)
        {
            notes.Add($"The suites are not the same ({first.Run.Suite} {Short(first)}, {second.Run.Suite} {Short(second)}): compared are the {paired.Tasks.Length} tasks that have a name and a statement in common.");
        }

        if (changed.Count > 0)
        {
            notes.Add($"{changed.Count} task{(changed.Count == 1 ? " has" : "s have")} the same name and another statement, and {(changed.Count == 1 ? "is" : "are")} left out: {ReportNotes.Names(changed)}.");
        }

        LeftOut(first, paired.OnlyInFirst, notes);
        LeftOut(second, paired.OnlyInSecond, notes);
        if (!first.Counts.Complete || !second.Counts.Complete)
        {
            notes.Add($"{(first.Counts.Complete ? second.Run.Id : second.Counts.Complete ? first.Run.Id : "Neither run")} is not finished.".Replace("Neither run is not", "Neither run is", StringComparison.Ordinal));
        }

        var differences = Differences(first.Run, second.Run).ToList();
        notes.Add(differences.Count == 0 ? "Both have the same settings: what differs is chance, or the machine." : $"They differ in {string.Join("; ", differences)}.{(differences.Count > 1 ? " What a difference in the figures comes from, this comparison does not tell." : "")}");
        if (paired.Rows.Length > 1)
        {
            notes.Add($"{paired.Rows.Length} values of k are {paired.Rows.Length} looks at the same samples: choose the k before looking. p-values are of pass@1.");
        }

        return [.. notes];
    }

    private static string Short(RunReport report) => report.Run.SuiteHash[..Math.Min(8, report.Run.SuiteHash.Length)];

    private static void LeftOut(RunReport report, ImmutableArray<string> tasks, List<string> notes)
    {
        if (tasks.Length > 0)
        {
            notes.Add($"{tasks.Length} task{(tasks.Length == 1 ? "" : "s")} with a judged sample in {report.Run.Id} alone {(tasks.Length == 1 ? "is" : "are")} left out: {ReportNotes.Names(tasks)}.");
        }
    }

    private static IEnumerable<string> Differences(EvaluationRun a, EvaluationRun b)
    {
        (string Name, object? First, object? Second)[] settings =
        [
            ("model", a.Model ?? "none", b.Model ?? "none"), ("strategy", a.Strategy, b.Strategy), ("proposer", a.Proposer, b.Proposer), ("oracle", a.Oracle, b.Oracle),
            ("samples a task", a.SamplesPerTask, b.SamplesPerTask), ("completions", a.Completions?.Name ?? "none", b.Completions?.Name ?? "none"), ("sandbox", a.Sandbox, b.Sandbox),
            ("toolchain", a.Toolchain, b.Toolchain), ("version of CodeRefine", a.ToolVersion, b.ToolVersion), ("seed", a.Seed, b.Seed), ("limits", a.Limits, b.Limits),
            ("processor", $"{a.Machine.Processor} × {a.Machine.Cores}", $"{b.Machine.Processor} × {b.Machine.Cores}"),
        ];
        return settings.Where(s => !Equals(s.First, s.Second)).Select(s => $"{s.Name} ({s.First} and {s.Second})")
            .Concat(a.Options.Keys.Union(b.Options.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(k => (Key: k, First: a.Options.GetValueOrDefault(k, "default"), Second: b.Options.GetValueOrDefault(k, "default")))
                .Where(o => o.First != o.Second).Select(o => $"{o.Key} ({o.First} and {o.Second})"));
    }
}
