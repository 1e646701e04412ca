using System.CommandLine;
using System.Globalization;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;

namespace CodeRefine.Cli.Commands;

/// <summary><c>log</c>: a run's attempts in order.</summary>
internal static class LogCommand
{
    public static Command Create()
    {
        var command = new Command("log", "List a run's attempts: verdict, critique, patch");
        var location = new RunLocation(command);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine log                                     the last run on the current folder
              coderefine log k7f2 --folder tasks/01-off-by-one   the run whose id ends so
            """);
        command.SetBody((parse, context, _) =>
        {
            var (_, run) = location.Find(parse, context);
            var recorded = run.ReadJournal();
            var outcome = RunEntries.Outcome(recorded.Ended?.Outcome ?? (run.IsRunning() ? "running" : "interrupted"));
            var document = new LogDocument(run.Id, recorded.Started?.ProblemId ?? "", outcome, recorded.Ended?.Reason ?? "", RunEntries.Of(recorded));
            Write(context.Terminal, document);
            context.WriteJson(document);
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static void Write(Terminal terminal, LogDocument log)
    {
        terminal.Line($"[bold]{log.Run}[/]  {Terminal.Escape(log.Problem)}  {log.Outcome}{(log.Reason.Length > 0 ? $": {Terminal.Escape(SafeText.Line(log.Reason))}" : "")}");
        foreach (var entry in log.Entries)
        {
            WriteEntry(terminal, entry);
        }
    }

    public static void WriteEntry(Terminal terminal, LogEntry entry)
    {
        var id = entry.Id is { } commit ? commit[..Math.Min(10, commit.Length)] : new string('-', 10);
        var score = entry.Score is { } value ? string.Create(CultureInfo.InvariantCulture, $" {value:0.00}") : "";
        var style = entry.Verdict == "Passed" ? "green" : entry.Verdict is null ? "grey" : "yellow";
        terminal.Line($"[teal]{Terminal.Escape(id)}[/]  {entry.Attempt,3}  {entry.Proposer ?? "start",-7}  [{style}]{Terminal.Escape(entry.Verdict ?? "not applied")}{score}[/]  {Terminal.Escape(SafeText.Line(entry.Headline ?? entry.Rejection ?? ""))}");
        if (entry.Summary is { Length: > 0 } summary)
        {
            terminal.Line($"{"",17}{Terminal.Escape(SafeText.Line(summary))}");
        }

        foreach (var line in entry.Evidence)
        {
            terminal.Line($"[grey]{"",17}{Terminal.Escape(SafeText.Line(line))}[/]");
        }
    }
}
