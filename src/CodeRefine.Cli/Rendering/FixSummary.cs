using System.Globalization;
using CodeRefine.Cli.Json;
using CodeRefine.Repositories.Fixing;

namespace CodeRefine.Cli.Rendering;

/// <summary>An issue run's end for people.</summary>
internal static class FixSummary
{
    private const int MostDiffLines = 80;

    public static void Write(Terminal terminal, FixDocument document, FixResult result)
    {
        terminal.Line();
        terminal.Line(result.Outcome == FixOutcome.Fixed ? $"[green bold]fixed[/]: {Terminal.Escape(document.Reason)}" : $"[red bold]{document.Outcome.Replace('-', ' ')}[/]: {Terminal.Escape(SafeText.Line(document.Reason))}");
        if (document.Reproduction is { } test)
        {
            terminal.Line(Terminal.Escape(SafeText.Line($"shown by: {string.Join(", ", test.Tests)} ({(test.Failures is [var failure, ..] ? failure : "")})")));
        }

        if (document.Located is [var place, ..])
        {
            terminal.Line(Terminal.Escape(SafeText.Line(string.Create(CultureInfo.InvariantCulture, $"located: {place.Member} in {place.Path}:{place.FirstLine}, {place.Why}"))));
        }

        if (document.Solution is { } solution)
        {
            terminal.Line(Terminal.Escape($"{(result.Outcome == FixOutcome.Fixed ? "changed" : "best attempt")}: {string.Join(", ", solution.Files)}"));
            DiffRenderer.Write(terminal, solution.Diff, MostDiffLines);
            foreach (var change in solution.PublicChanges)
            {
                terminal.Line($"[yellow]public API[/]: {Terminal.Escape(change)}");
            }
        }

        terminal.Line(Terminal.Escape(string.Create(
            CultureInfo.InvariantCulture,
            $"tests at the base: {document.Baseline.Tests}, {document.Baseline.Failing.Count} failing{(document.Baseline.Flaky.Count > 0 ? $", {document.Baseline.Flaky.Count} flaky" : "")}; load {document.Seconds.Load:0.0} s, baseline {document.Seconds.Baseline:0.0} s, search {document.Seconds.Search:0.0} s, verification {document.Seconds.Verification:0.0} s")));
        if (document.PatchFile is { } patch)
        {
            terminal.Line($"patch    {Terminal.Escape(patch)}");
        }

        terminal.Line($"summary  {Terminal.Escape(document.SummaryFile)}");
        if (document.Branch is { } branch)
        {
            terminal.Line($"branch   {Terminal.Escape(branch)}");
        }

        if (document.Applied)
        {
            terminal.Line("applied to the working tree");
        }
    }
}
