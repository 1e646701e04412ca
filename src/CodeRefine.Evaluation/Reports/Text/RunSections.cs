using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Reports.Text;

/// <summary>A run's report as sections.</summary>
public static class RunSections
{
    /// <summary>All but the tasks and the notes.</summary>
    public static ImmutableArray<ReportSection> Of(RunReport report)
    {
        IEnumerable<ReportSection?> sections = [Run(report), PassAtK(report), Turns(report), Correction(report), Transitions(report), Control(report.Control), Verdicts(report), Kinds(report), SolvedBy(report), Spending(report)];
        return [.. sections.OfType<ReportSection>()];
    }

    public static ReportSection Tasks(RunReport report, int most)
    {
        var shown = report.Tasks.Take(most);
        var words = report.Tasks.Length > most ? $"The first {most} of {report.Tasks.Length}; `--json` and `coderefine export --format csv` have all." : "";
        return new("tasks", "Task by task", words, ReportTable.Of(
            ["Task", ">Passed", ">Judged", "Verdicts", "First failure"],
            shown.Select(t => new[] { t.Id, Figures.Count(t.Passed), Judged(t), Outcomes(t), t.Fault.Length > 0 ? $"Faulty task: {t.Fault} {t.Explanation}".TrimEnd() : t.Explanation })));
    }

    public static string Judged(TaskReport task) => Figures.Count(task.Judged) + (task.Infrastructure > 0 ? $" ({task.Infrastructure} not judged)" : "") + (task.Judged + task.Infrastructure < task.Planned ? $" of {task.Planned}" : "");

    public static string Outcomes(TaskReport task) => string.Join(", ", task.Verdicts.Select(v => $"{v.Count} {Words(v.Name)}"));

    /// <summary>A name of an enumeration as words: <c>CheckFailed</c> is <c>check failed</c>.</summary>
    public static string Words(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(c) : c.ToString()));

    public static ReportSection Run(RunReport report)
    {
        var run = report.Run;
        var rows = new List<string[]>
        {
            new[] { "Run", run.Id }, new[] { "Suite", $"{run.Suite}{(run.Oracle.Length > 0 ? $", {run.Oracle}" : "")}, {Figures.Count(report.Tasks.Length)} task{(report.Tasks.Length == 1 ? "" : "s")}, hash {run.SuiteHash[..Math.Min(12, run.SuiteHash.Length)]}" },
            new[] { "What", run.Kind == RunKind.Grade ? $"completions graded as they are{Source(run)}" : $"strategy {run.Strategy}, proposer {run.Proposer}, model {run.Model ?? "none"}{Source(run)}" },
        };
        if (run.Options.Count > 0)
        {
            rows.Add(["Options", string.Join(", ", run.Options.Select(o => $"{o.Key} = {o.Value}"))]);
        }

        var counts = report.Counts;
        rows.Add(["Samples", $"{Figures.Count(counts.Judged)} judged, {Figures.Count(counts.Passed)} passed{(counts.Infrastructure > 0 ? $", {Figures.Count(counts.Infrastructure)} not judged (infrastructure)" : "")}{(counts.Complete ? "" : $", {Figures.Count(counts.Planned - counts.Ended)} of {Figures.Count(counts.Planned)} not ended")}"]);
        rows.Add(["Judged by", $"{run.Toolchain}, sandbox {run.Sandbox}{(run.Toolchain.Contains("CodeRefine", StringComparison.Ordinal) ? "" : $", CodeRefine {run.ToolVersion}")}{Again(report)}"]);
        rows.Add(["Machine", string.Create(CultureInfo.InvariantCulture, $"{run.Machine.OperatingSystem}, {(run.Machine.Processor.Length > 0 ? run.Machine.Processor + " × " : "")}{run.Machine.Cores} cores, {run.Machine.MemoryBytes / 1073741824.0:0.#} GiB, load {run.Machine.LoadAverage:0.0} at the start")]);
        rows.Add(["Started", string.Create(CultureInfo.InvariantCulture, $"{run.Started.ToUniversalTime():yyyy-MM-dd HH:mm} UTC, seed {run.Seed}{(run.Shard is { } shard ? $", shard {shard}" : "")}")]);
        return new("run", "Run", "", ReportTable.Of(["", ""], rows));
    }

    private static string Again(RunReport report)
    {
        string[] parts = [report.Cached > 0 ? $"{Figures.Count(report.Cached)} verdicts known from the same program" : "", report.TriedAgain > 0 ? $"{Figures.Count(report.TriedAgain)} samples tried more than once" : ""];
        return string.Concat(parts.Where(p => p.Length > 0).Select(p => $"; {p}"));
    }

    private static string Source(EvaluationRun run) => run.Completions is { } file ? $"{(run.Kind == RunKind.Grade ? ", from" : ", starting from")} {file.Name}" : "";

    private static ReportSection PassAtK(RunReport report)
    {
        var level = string.Create(CultureInfo.InvariantCulture, $"{report.Bootstrap.Level * 100:0.##} %");
        return new("pass-at-k", "pass@k and pass^k", $"pass@k: at least one of k samples passes (unbiased estimate, mean over tasks); pass^k: all k pass. Intervals at {level}: BCa bootstrap over tasks, {report.Bootstrap.Resamples} resamples, seed {report.Bootstrap.Seed}.",
            ReportTable.Of([">k", ">pass@k", ">interval", ">pass^k", ">interval", ">tasks"], report.PassAtK.Zip(report.PassAllK).Select(p => new[]
            {
                Figures.Count(p.First.K), Figures.Percent(p.First.Estimate), Figures.PercentInterval(p.First.Estimate),
                Figures.Percent(p.Second.Estimate), Figures.PercentInterval(p.Second.Estimate), Figures.Count(p.First.Tasks),
            })));
    }

    private static ReportSection? Turns(RunReport report) => report.Turns is not { } curve ? null
        : new("turns", "Turn by turn", $"SR_k: share of samples whose answer after k turns is right.{(curve.Slope is { } slope ? $" Slope over the first {curve.SlopeTurns} turns: {Figures.Points(slope)} a turn ({Figures.PointsInterval(slope)})." : "")}",
            ReportTable.Of([">turn", ">SR_k", ">interval"], curve.Points.Select((p, i) => new[] { Figures.Count(i + 1), Figures.Percent(p), Figures.PercentInterval(p) })));

    private static ReportSection? Correction(RunReport report)
    {
        if (report.Correction is not { } figures)
        {
            return null;
        }

        return new("self-correction", "Self-correction", "CL: share of right first answers that stay right. CS: share of wrong ones that become right. RSS: where the accuracy after lies between Acc₁² (0) and 2·Acc₁ − Acc₁² (1).", ReportTable.Of(
            ["", ">value", ">interval"],
            [
                ["Acc₁, first answers", Figures.Percent(figures.Before), Figures.PercentInterval(figures.Before)],
                ["Acc₂, last answers", Figures.Percent(figures.After), Figures.PercentInterval(figures.After)],
                ["CL, confidence", Figures.Percent(figures.Confidence), Figures.PercentInterval(figures.Confidence)],
                ["CS, critique", Figures.Percent(figures.Critique), Figures.PercentInterval(figures.Critique)],
                ["RSS", Figures.Number(figures.Relative), Figures.NumberInterval(figures.Relative)],
            ]));
    }

    private static ReportSection? Transitions(RunReport report) => report.FirstToLast is not { } whole ? null
        : new("transitions", "Transitions", "What became of answers from one turn to the next; of the samples that took both.", ReportTable.Of(
            ["", ">right → right", ">right → wrong", ">wrong → right", ">wrong → wrong"],
            report.Steps.Select((s, i) => Row($"turn {i + 1} → {i + 2}", s)).Append(Row("first → last", whole))));

    private static string[] Row(string name, Transitions t) => [name, Figures.Count(t.Kept), Figures.Count(t.Lost), Figures.Count(t.Gained), Figures.Count(t.Stuck)];

    internal static ReportSection? Control(EqualBudget? control)
    {
        if (control is not { Rows.Length: > 0 })
        {
            return null;
        }

        var source = control.Source == ControlSource.FirstAnswers ? "the first answers of this run" : "the run without refinement";
        return new("control", "Beside sampling of equal budget",
            $"With a cap of m answers: refinement's SR_m beside m independent answers ({source}), of which a perfect judge chooses (pass@m) or nobody does (pass@1). Gain: refinement less the perfectly judged control, paired by task. The cap is equal; either may stop earlier."
            + (control.Left > 0 ? $" {control.Left} larger cap{(control.Left == 1 ? "" : "s")} left out: the control has fewer answers." : ""),
            ReportTable.Of([">m", ">refined", ">chosen of m", ">blind", ">gain", ">interval", ">tasks"], control.Rows.Select(r => new[]
            {
                Figures.Count(r.Answers), Figures.Percent(r.Refined), Figures.Percent(r.Chosen), Figures.Percent(r.Blind), Figures.Points(r.Gain), Figures.PointsInterval(r.Gain), Figures.Count(r.Tasks),
            })));
    }

    private static ReportSection? Verdicts(RunReport report) => Tally("verdicts", "Verdicts", "Of the judged samples.", report.Verdicts);

    private static ReportSection? Kinds(RunReport report) => Tally("kinds", "What is wrong with those that did not pass", "Kinds of bugs after Dou et al., arXiv 2407.06153.", report.Kinds);

    private static ReportSection? SolvedBy(RunReport report)
    {
        if (report.Run.Kind == RunKind.Grade)
        {
            return null;
        }

        var saved = report.SavedCalls > 0 ? $" Tools saved {Figures.Count(report.SavedCalls)} model call{(report.SavedCalls == 1 ? "" : "s")}." : "";
        return Tally("solved-by", "Who made the answers that passed", $"Start: passed as it was given. Tool: mended from a model's or the repair engine's answer at once.{saved}", report.SolvedBy);
    }

    private static ReportSection? Tally(string id, string title, string words, ImmutableArray<TallyRow> rows) => rows.IsEmpty ? null
        : new(id, title, words, ReportTable.Of(["", ">samples", ">share"], rows.Select(r => new[] { Words(r.Name), Figures.Count(r.Count), Figures.Percent(r.Share) })));

    private static ReportSection? Spending(RunReport report)
    {
        var table = report.Spending;
        (string Name, Spending? Spent)[] all = [("US dollars", table.Dollars), ("tokens", table.Tokens), ("model calls", table.ModelCalls), ("sandbox runs", table.SandboxRuns), ("wall time, s", table.Seconds), ("CPU time of candidates, s", table.CpuSeconds)];
        var rows = all.Where(a => a.Spent is not null).Select(a => (a.Name, Spent: a.Spent!)).ToList();
        return rows.Count == 0 ? null : new("spending", "Cost", "Failed samples are paid by the solved ones. Wall time is the samples', one after the other.", ReportTable.Of(
            ["", ">total", ">a sample", ">a solved sample", ">a solved task", ">interval"],
            rows.Select(r => new[] { r.Name, Figures.Number(r.Spent.Total), Figures.Number(r.Spent.PerSample), Figures.Number(r.Spent.PerSolvedSample), Figures.Number(r.Spent.PerSolvedTask), Figures.NumberInterval(r.Spent.PerSolvedTask) })));
    }
}
