using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Evaluation.Reports;

/// <summary>The sentences that stand beside the numbers: whatever about this run would mislead one who reads a number alone.</summary>
internal static class ReportNotes
{
    private const int FewTasks = 30;
    private const int MostNamed = 5;

    public static ImmutableArray<string> Of(RunReport report, RunTally tally)
    {
        var notes = new List<string>();
        Extent(report, notes);
        Samples(report, tally, notes);
        Tasks(report, notes);
        Machine(report, notes);
        if (report.Counts.Judged > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"Intervals ({report.Bootstrap.Level:0.#%}) say how far the figures would move with other tasks of this kind and other samples of this set-up; they say nothing of another version of the model, another server, or a suite that the model was trained on. Two runs are told apart by a paired comparison (--vs), not by whether their intervals overlap."));
        }

        return [.. notes];
    }

    /// <summary>At most five names, and how many more there are.</summary>
    public static string Names(IReadOnlyCollection<string> names) => string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");

    private static void Extent(RunReport report, List<string> notes)
    {
        var counts = report.Counts;
        if (counts.Ended == 0)
        {
            notes.Add("No sample has ended: there is nothing to report yet.");
        }
        else if (!counts.Complete)
        {
            notes.Add($"The run is not finished: {counts.Planned - counts.Ended} of {counts.Planned} samples have not ended. Those that ended first need not be like the rest.");
        }

        if (report.Run.Shard is { } shard)
        {
            notes.Add($"This is shard {shard} of a run; `coderefine merge` makes the whole one.");
        }

        if (counts.Infrastructure > 0)
        {
            notes.Add($"{Samples(counts.Infrastructure)} could not be judged for reasons of the machine, the sandbox or the model's server, after being tried again. They are in no numerator and no denominator; were all of them wrong, the figures would be lower.");
        }
    }

    private static void Samples(RunReport report, RunTally tally, List<string> notes)
    {
        foreach (var row in report.PassAtK.Where(r => r.TooFew > 0 && report.Counts.Judged > 0))
        {
            notes.Add(row.Estimate is null ? $"pass@{row.K} is left out: no task has {row.K} judged samples."
                : $"pass@{row.K} is of {row.Tasks} of {row.Tasks + row.TooFew} tasks; {row.TooFew} {(row.TooFew == 1 ? "has" : "have")} {(row.K == 1 ? "no judged sample" : $"fewer than {row.K} judged samples")}.");
        }

        var repeated = tally.Tasks.Sum(t => t.Repeated);
        var several = tally.Tasks.Where(t => t.Judged > 1).Sum(t => t.Judged);
        if (several > 0 && repeated > several / 5)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{(double)repeated / several:0%} of the samples are the same program as another sample of their task (as at temperature 0): pass@k above pass@1 and the budget of a control gain little from them."));
        }

        if (tally.UngradedTurns > 0)
        {
            notes.Add($"{Samples(tally.UngradedTurns)} had answers in between that were not graded, and {(tally.UngradedTurns == 1 ? "is" : "are")} in no figure by turns.");
        }
    }

    private static void Tasks(RunReport report, List<string> notes)
    {
        var judged = report.Tasks.Count(t => t.Judged > 0);
        if (judged is > 0 and < FewTasks)
        {
            notes.Add($"{judged} task{(judged == 1 ? " is" : "s are")} few: {(judged == 1 ? "of one there is no interval" : "intervals from so few tend to be too narrow")}.");
        }

        var faulty = report.Tasks.Where(t => t.Fault.Length > 0).Select(t => t.Id).ToList();
        if (faulty.Count > 0)
        {
            notes.Add($"The self-check found something wrong with {faulty.Count} task{(faulty.Count == 1 ? "" : "s")}, which still count{(faulty.Count == 1 ? "s" : "")}: {Names(faulty)}.");
        }

        var mended = report.Tasks.Count(t => t.EqualityFixed);
        if (mended > 0)
        {
            notes.Add($"Collections are compared by their contents in {mended} task{(mended == 1 ? "" : "s")} where the suite as shipped compares references: figures are not those of the suite as shipped.");
        }
    }

    private static void Machine(RunReport report, List<string> notes)
    {
        var late = report.Verdicts.Where(v => v.Name == nameof(VerdictKind.TimedOut)).Sum(v => v.Count);
        if (late > 0)
        {
            notes.Add($"{Samples(late)} ran out of time, which depends on the machine ({report.Run.Machine.Cores} cores{(report.Run.Machine.Processor.Length > 0 ? $", {report.Run.Machine.Processor}" : "")}){(report.RunAlone > 0 ? $"; {report.RunAlone} that had timed out beside others {(report.RunAlone == 1 ? "was" : "were")} run again alone" : "")}.");
        }

        if (report.Run.Sandbox == "none")
        {
            notes.Add("There was no sandbox: candidates could read and change whatever the user can, the journal too.");
        }
    }

    private static string Samples(long count) => count == 1 ? "1 sample" : string.Create(CultureInfo.InvariantCulture, $"{count} samples");
}
