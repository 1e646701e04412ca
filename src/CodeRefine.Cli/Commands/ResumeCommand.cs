using System.CommandLine;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Cli.Commands;

/// <summary><c>resume</c>: goes on with a run that was interrupted, or gives a finished one more budget.</summary>
internal static class ResumeCommand
{
    private static readonly Setting[] Changeable = [Settings.Attempts, Settings.MaxCalls, Settings.MaxTokens, Settings.MaxCost, Settings.Time, Settings.MaxVerdicts, Settings.Sandbox, Settings.Model, Settings.BaseUrl];

    public static Command Create()
    {
        var command = new Command("resume", "Go on with an interrupted run: what it had proposed is not asked for again");
        var location = new RunLocation(command);
        var yes = new Option<bool>("--yes", "-y") { Description = "Set up a sandbox without asking, where none works" };
        var @out = new Option<string?>("--out") { Description = "Write the solution (or the best attempt) there, and leave the folder as it is", HelpName = "DIR" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Write no solution: show it, and keep it in the history" };
        command.Add(@out);
        command.Add(dryRun);
        command.Add(yes);
        SettingOptions.Add(command, Changeable);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine resume                                 the last run on the current folder
              coderefine resume k7f2 --attempts 30 --time 30m   with more budget

            Settings are those of the run, but for the ones that are typed.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var (store, run) = location.Find(parse, context);
            var record = RunRecord.FromJson(run.ReadConfiguration(), run.Id);
            var recorded = run.ReadJournal();
            if (recorded.Ended is { Outcome: "Solved" } ended)
            {
                context.Terminal.Line($"The run {run.Id} is solved already: {Rendering.Terminal.Escape(ended.Reason)}");
                context.WriteJson(run.ReadResult() is { } result ? Json.JsonOutput.FromObject<Json.SolveDocument>(result) : throw new UserErrorException($"The run {run.Id} ended without a result."));
                return ExitCodes.Success;
            }

            var folder = location.Folder(parse);
            record = Checked(record, run.Id, folder, SolveCommand.Absolute(parse.GetValue(@out)), parse.GetValue(dryRun));
            var configuration = ConfigurationReader.Again(folder, record.Settings, SettingOptions.Typed(parse));
            Proposers.Require(configuration, context, record.Replay);
            await using var composition = await Composition.OpenAsync(TaskLoader.Load(folder), configuration, context, parse.GetValue(yes), cancellationToken);
            return await new SolveFlow(composition, context, store, run, record, recorded).RunAsync(cancellationToken);
        });
        return command;
    }

    /// <summary>A record may come with a folder from anyone: where files are written is typed, never taken from it.</summary>
    private static RunRecord Checked(RunRecord record, string run, string folder, string? @out, bool dryRun)
    {
        if (record.Out is { } before && @out is null && !dryRun)
        {
            throw new UserErrorException($"The run {run} was started with --out {before}: name the folder again, or resume with --dry-run.");
        }

        return Path.GetFullPath(folder) == record.Folder
            ? record with { Out = @out, DryRun = record.DryRun || dryRun }
            : throw new UserErrorException($"The run {run} is about the folder {record.Folder}: resume it with --folder {record.Folder}.");
    }
}
