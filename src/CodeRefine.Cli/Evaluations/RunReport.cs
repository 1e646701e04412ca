using System.Globalization;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Evaluation.Running;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Cli.Evaluations;

/// <summary>A run's end in short: for more there is <c>report</c>.</summary>
internal static class RunReport
{
    private const int MostRows = 200, MostFailed = 1000;

    public static RunReportDocument Document(IRunReader reader, string file, ProgressSnapshot progress, bool cancelled, bool all)
    {
        var run = reader.Run;
        var counts = reader.Counts();
        var totals = RunTotals.Of(reader.Samples());
        var ks = run.Ks.IsEmpty ? [1] : run.Ks;
        var rows = PassAtK.Estimate(totals.Tasks.Select(t => new TaskCount(t.Key, t.Value.Judged, t.Value.Passed)), ks, new TaskBootstrap());
        return new RunReportDocument(
            run.Id, run.Kind.ToString().ToLowerInvariant(), file, run.Suite, run.SuiteHash, run.Oracle, run.Model, run.Strategy, run.Toolchain, run.Sandbox, run.Shard?.ToString(),
            counts.Complete, cancelled, cancelled ? ExitCodes.Cancelled : counts.Infrastructure > 0 ? ExitCodes.Environment : ExitCodes.Success,
            new SampleCounts(counts.Planned, counts.Judged, counts.Passed, counts.Infrastructure, totals.Cached, totals.RunAlone, totals.Overfitted, totals.Tasks.Count, totals.Tasks.Count(t => t.Value.Passed > 0)),
            [.. rows.Select(r => new PassAtKView(r.K, Rounded(r.Estimate?.Value), Rounded(r.Estimate?.Interval?.Low), Rounded(r.Estimate?.Interval?.High), r.Tasks, r.TooFew))],
            totals.Verdicts.ToDictionary(v => v.Key.ToString(), v => v.Value), totals.Kinds.ToDictionary(v => v.Key.ToString(), v => v.Value), totals.SolvedBy.ToDictionary(v => v.Key.ToString(), v => v.Value),
            new RunCostView(totals.Cost.ModelCalls, totals.Cost.PromptTokens, totals.Cost.AnswerTokens, totals.Cost.Money, totals.Cost.Verdicts, Math.Round(totals.Cost.Cpu.TotalSeconds, 3)),
            Math.Round(progress.Elapsed.TotalSeconds, 3), Math.Round(Math.Max(0, progress.Done - progress.Before) / Math.Max(0.001, progress.Elapsed.TotalSeconds), 2),
            [.. reader.Samples().Where(s => !s.Passed).Take(all ? int.MaxValue : MostFailed).Select(s => new FailedSampleView(s.TaskId, s.Sample, s.Outcome.ToString(), s.Verdict?.ToString(), s.Kind.ToString(), s.Explanation))]);
    }

    public static void Write(Terminal terminal, RunReportDocument document, IRunReader reader, bool all)
    {
        terminal.Line();
        if (document.Failed.Count > 0 && (all || document.Failed.Count <= MostRows))
        {
            foreach (var failed in document.Failed)
            {
                var word = failed.Verdict is { } verdict ? VerdictWords.Word(Enum.Parse<Core.Verdicts.VerdictKind>(verdict)) : "machine failed";
                terminal.Line($"{Terminal.Escape(failed.Task)} #{failed.Sample}  [yellow]{word}[/]  {Terminal.Escape(failed.Explanation)}");
            }

            terminal.Line();
        }
        else if (document.Failed.Count > 0)
        {
            terminal.Line($"[grey]{document.Samples.Judged - document.Samples.Passed} samples did not pass; --verbose lists them[/]");
        }

        foreach (var row in document.PassAtK)
        {
            terminal.Line(row.Estimate is { } estimate
                ? Text($"[bold]pass@{row.K}[/]  {100 * estimate:0.0}%{(row.Low is { } low ? Text($"  95% interval {100 * low:0.0} to {100 * row.High!.Value:0.0}") : "")}  over {row.Tasks} tasks{(row.TooFew > 0 ? Text($"; {row.TooFew} have fewer than {row.K} samples and are left out") : "")}")
                : Text($"pass@{row.K}  not given: no task has {row.K} samples"));
        }

        Counts(terminal, document);
        terminal.Line($"run      {Terminal.Escape(document.File)}{(document.Cancelled ? "  [yellow]cancelled[/]: the same command goes on with it" : document.Complete ? "" : "  [yellow]not complete[/]")}");
    }

    private static void Counts(Terminal terminal, RunReportDocument document)
    {
        var samples = document.Samples;
        terminal.Line(Text($"samples  {samples.Judged} judged, {samples.Passed} passed; {samples.TasksSolved} of {samples.Tasks} tasks solved by at least one"));
        terminal.Line($"verdicts {string.Join(", ", document.Verdicts.OrderByDescending(v => v.Value).Select(v => Text($"{v.Value} {VerdictWords.Word(Enum.Parse<Core.Verdicts.VerdictKind>(v.Key))}")))}");
        if (samples.Infrastructure > 0)
        {
            terminal.Line(Text($"[red]machine[/]  {samples.Infrastructure} samples could not be judged and are in no number; --retry-failures tries them again"));
        }

        if (document.Kind == "eval")
        {
            terminal.Line($"solved by {string.Join(", ", document.SolvedBy.Where(s => s.Key != nameof(SolvedBy.Nobody)).Select(s => Text($"{s.Value} {s.Key.ToLowerInvariant()}")))}; {samples.Overfitted} fit the visible checks only");
        }

        var cost = document.Cost;
        terminal.Line(Text($"cost     {cost.SandboxRuns} sandbox runs, {cost.CpuSeconds:0.0} s of processor time in them{(cost.ModelCalls > 0 ? Text($", {cost.ModelCalls} model calls, {cost.PromptTokens + cost.AnswerTokens} tokens, ${cost.Money:0.####}") : "")}; {document.Seconds:0.0} s here, {document.SamplesPerSecond:0.0} samples a second{(samples.Cached > 0 ? Text($"; {samples.Cached} verdicts known before") : "")}"));
    }

    private static double? Rounded(double? value) => value is { } v && !double.IsNaN(v) ? Math.Round(v, 6) : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
