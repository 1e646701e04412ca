using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Cli.Rendering;

/// <summary>A verdict for people: the word, the checks that did not pass, the critique.</summary>
internal static class VerifySummary
{
    public static void Write(Terminal terminal, Composition composition, Verdict verdict, VerifyDocument document, bool verbose)
    {
        var count = VerdictWords.Count(verdict);
        foreach (var note in composition.Task.Notes)
        {
            terminal.Line($"[yellow]note[/]: {Terminal.Escape(note)}");
        }

        terminal.Line($"[bold]{Terminal.Escape(document.Problem.Id)}[/]  {VerdictWords.Markup(verdict.Kind)}{(count.Length > 0 ? $"  {count}" : "")}  [grey]{document.Sandbox}, {Durations.Show(TimeSpan.FromSeconds(document.Seconds))}[/]");
        foreach (var result in verdict.Report?.Results ?? [])
        {
            if (verbose || result.Status is not (CheckStatus.Passed or CheckStatus.Skipped))
            {
                terminal.Line($"  {Status(result.Status)}  {Terminal.Escape(result.Check.Id)}  [grey]{Terminal.Escape(result.Check.Path)}:{result.Check.Line}[/]");
            }
        }

        if (verdict.Passed)
        {
            return;
        }

        terminal.Line();
        foreach (var line in document.Critique.Text.TrimEnd().Split('\n'))
        {
            terminal.Line(Terminal.Escape(line.TrimEnd('\r')));
        }
    }

    private static string Status(CheckStatus status) => status switch
    {
        CheckStatus.Passed => "[green]passed  [/]",
        CheckStatus.Failed => "[yellow]failed  [/]",
        CheckStatus.Skipped => "[grey]skipped [/]",
        CheckStatus.NotRun => "[grey]not run [/]",
        CheckStatus.TimedOut => "[red]timed out[/]",
        CheckStatus.ResourceExceeded => "[red]resources[/]",
        _ => "[red]crashed [/]",
    };
}
