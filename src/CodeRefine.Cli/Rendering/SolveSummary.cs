using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Json;
using CodeRefine.Core.Search;

namespace CodeRefine.Cli.Rendering;

/// <summary>What commands about this run need to be told, in the words that a person would type.</summary>
internal sealed record RunHints(string Folder, string? State, bool DryRun)
{
    public string Options => $"{(Folder is "." or "" ? "" : $" --folder {Quoted(Folder)}")}{(State is null ? "" : $" --state {Quoted(State)}")}";

    private static string Quoted(string path) => path.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+@".Contains(c)) ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <summary>The end of a run, for people.</summary>
internal static class SolveSummary
{
    private const int MostDiffLines = 400;

    public static void Write(Terminal terminal, SolveDocument document, Session session, RunHints hints)
    {
        terminal.Line();
        terminal.Line($"{Outcome(document)}  {Terminal.Escape(SafeText.Line(document.Reason, 400))}");
        // One attempt's patch was shown as it came.
        if (session.Nodes.Count > 2 && document.Solution.Diff.Length > 0)
        {
            terminal.Line(document.Outcome == "solved" ? "[grey]all changes:[/]" : $"[grey]the best attempt ({document.Best?.Attempt}), all changes:[/]");
            DiffRenderer.Write(terminal, document.Solution.Diff, MostDiffLines);
        }

        Files(terminal, document, hints);
        Notes(terminal, document);
        if (document.Grade is { } grade)
        {
            var style = grade.Outcome switch { "passed" => "green", "failed" or "overfitted" => "yellow", _ => "red" };
            terminal.Line($"held back  [{style}]{grade.Outcome}[/]  {Terminal.Escape(grade.Summary)}");
        }

        terminal.Line($"cost       {Cost(document.Cost)}");
        if (Tools(document.Tools) is { Length: > 0 } tools)
        {
            terminal.Line($"tools      {tools}");
        }

        terminal.Line($"history    {Terminal.Escape($"coderefine log {document.Run}{hints.Options}")}");
    }

    private static string Outcome(SolveDocument document) => document.Outcome switch
    {
        "solved" => "[bold green]solved[/]",
        "not-solved" => "[bold yellow]not solved[/]",
        "cancelled" => "[bold yellow]cancelled[/]",
        _ => "[bold red]failed[/]",
    };

    private static void Files(Terminal terminal, SolveDocument document, RunHints hints)
    {
        var count = document.Solution.Files.Count;
        var files = count == 1 ? Terminal.Escape(document.Solution.Files[0]) : $"{count} files";
        if (document.Solution.WrittenTo is { } folder)
        {
            terminal.Line($"written    {files} in {Terminal.Escape(folder)}");
        }
        else if (count > 0 && document.Best is { } best)
        {
            var why = document.Outcome == "solved" || hints.DryRun ? "dry run" : $"score {best.Score.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)}";
            terminal.Line($"kept       attempt {best.Attempt} ({why}); the folder is as it was. To apply it:");
            terminal.Line($"           {Terminal.Escape($"coderefine diff {document.Run}{hints.Options} | git apply")}");
        }
    }

    /// <summary>What the proposer said of the attempt that is offered: other repairs that would pass as well, what of an answer could not be used.</summary>
    private static void Notes(Terminal terminal, SolveDocument document)
    {
        foreach (var line in (document.Best?.Notes ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(12))
        {
            terminal.Line($"note       {Terminal.Escape(SafeText.Line(line, 300))}");
        }
    }

    private static string Cost(CostView cost)
    {
        List<string> parts = [Many(cost.Attempts, "attempt"), Many(cost.Verdicts, "sandbox run")];
        if (cost.ModelCalls > 0)
        {
            parts.Add(FormattableString.Invariant($"{Many(cost.ModelCalls, "model call")}, {cost.PromptTokens} + {cost.AnswerTokens} tokens"));
        }

        if (cost.Money > 0)
        {
            parts.Add(FormattableString.Invariant($"${cost.Money:0.####}"));
        }

        parts.Add(Durations.Show(TimeSpan.FromSeconds(cost.Seconds)));
        return string.Join(", ", parts);
    }

    /// <summary>What the tools did, where they had anything to do.</summary>
    private static string Tools(ToolsView tools)
    {
        List<string> parts = [];
        if (tools.CorrectionsTried > 0)
        {
            parts.Add(FormattableString.Invariant($"corrected {tools.Corrected} of {Many(tools.CorrectionsTried, "candidate")} that did not compile"));
        }

        if (tools.Searches > 0)
        {
            parts.Add(FormattableString.Invariant($"{tools.Found} of {Many(tools.Searches, "search")} around near misses found a solution"));
        }

        if (tools.SavedCalls > 0)
        {
            parts.Add($"saved {Many(tools.SavedCalls, "call")}");
        }

        return string.Join(", ", parts);
    }

    private static string Many(int count, string what) => FormattableString.Invariant($"{count} {what}{(count == 1 ? "" : what.EndsWith("ch", StringComparison.Ordinal) ? "es" : "s")}");
}
