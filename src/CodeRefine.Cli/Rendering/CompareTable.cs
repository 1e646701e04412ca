using System.Globalization;
using CodeRefine.Agent.Solving;

namespace CodeRefine.Cli.Rendering;

/// <summary>A comparison of strategies for people.</summary>
internal static class CompareTable
{
    public static string Line(ComparedRun row)
    {
        var outcome = row.Outcome switch
        {
            SolveOutcome.Solved when row.Correct == false => "[yellow]overfitted[/]",
            SolveOutcome.Solved => "[green]solved[/]    ",
            SolveOutcome.NotSolved => "[red]not solved[/]",
            _ => "[red]failed[/]    ",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Terminal.Escape(row.Task),-28} {row.Strategy,-17} {outcome}  {row.Use.ModelCalls,4} calls  {row.Use.PromptTokens + row.Use.AnswerTokens,8} tokens  {row.Use.WallTime.TotalSeconds,7:0.0} s{(row.Outcome == SolveOutcome.Failed ? $"  {Terminal.Escape(SafeText.Line(row.Reason, 200))}" : "")}");
    }

    public static void Write(Terminal terminal, IReadOnlyList<ComparedTotal> totals, bool complete)
    {
        terminal.Line();
        terminal.Line($"[grey]{"strategy",-17} {"solved",9}  {"95 % interval",15}  {"held back",9}  {"calls",6}  {"tokens",10}  {"attempts",8}  {"runs in sandbox",15}  {"time",9}[/]");
        foreach (var t in totals)
        {
            var graded = t.Graded == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{t.Correct}/{t.Graded}");
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{t.Strategy,-17} {$"{t.Solved}/{t.Runs}",9}  {$"{t.Low * 100:0}–{t.High * 100:0} %",15}  {graded,9}  {t.Calls,6}  {t.Tokens,10}  {t.Attempts,8}  {t.Verdicts,15}  {t.Time.TotalSeconds,7:0.0} s"));
            if (t.Failed > 0)
            {
                terminal.Line($"[yellow]{"",-17} {t.Failed} failed for reasons outside of the search, and count as no result[/]");
            }
        }

        if (!complete)
        {
            terminal.Line("[yellow]cancelled[/]: the table holds what was done.");
        }
    }
}
