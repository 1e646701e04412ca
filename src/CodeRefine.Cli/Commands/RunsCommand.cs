using System.CommandLine;
using System.Globalization;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Repositories.Runs;

namespace CodeRefine.Cli.Commands;

/// <summary><c>runs</c>: what has been kept, newest first.</summary>
internal static class RunsCommand
{
    public static Command Create()
    {
        var folder = FolderArgument.Create();
        var command = new Command("runs", "List the runs on a folder, newest first") { folder };
        SettingOptions.Add(command, Settings.State);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine runs                       of the current folder
              coderefine runs tasks/01-off-by-one --json
            """);
        command.SetBody((parse, context, _) =>
        {
            var store = RunLocation.Store(parse.GetValue(folder)!, parse, context);
            var runs = store.Summaries().Reverse().ToList();
            foreach (var run in runs)
            {
                Write(context.Terminal, run);
            }

            context.WriteJson(new RunsDocument(store.Folder, [.. runs.Select(View)]));
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static RunView View(RunSummary run) => new(run.Id, run.ProblemId, run.Started, RunEntries.Outcome(run.State), run.Attempts, run.BestScore, run.BestVerdict);

    private static void Write(Terminal terminal, RunSummary run)
    {
        var score = run.BestScore is { } best ? string.Create(CultureInfo.InvariantCulture, $"  best {best:0.00} {run.BestVerdict}") : "";
        var outcome = RunEntries.Outcome(run.State);
        var style = outcome == "solved" ? "green" : outcome is "damaged" or "failed" ? "red" : "yellow";
        terminal.Line($"{run.Id}  [{style}]{outcome,-11}[/]  {run.Attempts,3} attempt{(run.Attempts == 1 ? " " : "s")}  {Terminal.Escape(run.ProblemId ?? "")}{Terminal.Escape(score)}");
    }
}
