using System.CommandLine;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Evaluation.Tasks;
using CodeRefine.Repositories.Runs;

namespace CodeRefine.Cli.Commands;

/// <summary><c>solve</c>: works on a task's folder until its tests pass or the budget is spent.</summary>
internal static class SolveCommand
{
    public static Command Create()
    {
        var folder = FolderArgument.Create();
        var @out = new Option<string?>("--out") { Description = "Write the solution (or the best attempt) there, and leave the folder as it is", HelpName = "DIR" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Write no solution: show it, and keep it in the history" };
        var replay = new Option<string?>("--replay") { Description = "Take the model's answers from an earlier run: its id, the beginning or end of it, or `last`", HelpName = "RUN" };
        var interactive = new Option<bool>("--interactive", "-i") { Description = "Ask which outcome is right where several fixes pass every test" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Set up a sandbox without asking, where none works" };
        var command = new Command("solve", "Work on a folder until its tests pass or the budget is spent") { folder, @out, dryRun, replay, interactive, yes };
        SettingOptions.Add(
            command, Settings.Model, Settings.Strategy, Settings.StrategyOption, Settings.Student, Settings.Proposer, Settings.ToolCorrection, Settings.Neighbourhood, Settings.Traces, Settings.Memory, Settings.Attempts, Settings.MaxCalls, Settings.MaxTokens, Settings.MaxCost, Settings.Time, Settings.MaxVerdicts,
            Settings.Sandbox, Settings.State, Settings.Seed, Settings.BaseUrl, Settings.Temperature, Settings.Templates);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine solve tasks/01-off-by-one                               no model: the built-in repair engine
              coderefine solve --model ollama:qwen2.5-coder:7b                   the current folder, repair first, then the model
              coderefine solve fizz --model openai:NAME --base-url http://localhost:8000/v1 --max-cost 0.50
              coderefine solve fizz --out /tmp/fizz --attempts 30 --time 1h      leave the folder as it is
              coderefine solve fizz --strategy best-of-n --strategy-option n=20 --model ollama:qwen2.5-coder:7b
              coderefine solve fizz --replay last                                the same answers again, no server

            Exit codes: 0 solved, 1 not solved (the best attempt is kept), 2 the input is wrong, 3 the environment is,
            130 cancelled. Ctrl-C once ends with the best so far, twice at once.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var task = TaskLoader.Load(parse.GetValue(folder)!);
            var configuration = ConfigurationReader.Read(parse.GetValue(folder)!, SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment());
            Proposers.Require(configuration, context, parse.GetValue(replay));
            context.AskPerson = parse.GetValue(interactive);
            if (context.AskPerson && (!context.Terminal.Interactive || Console.IsInputRedirected))
            {
                throw new UserErrorException("--interactive asks questions, and no terminal is here to answer at: leave it out.");
            }

            await using var composition = await Composition.OpenAsync(task, configuration, context, parse.GetValue(yes), cancellationToken);
            var store = OpenStore(configuration, context);
            var record = new RunRecord(task.Folder, Absolute(parse.GetValue(@out)), parse.GetValue(dryRun), Replayed(store, parse.GetValue(replay)), configuration.Values.ToDictionary());
            var run = store.Create(record.ToJson(), context.Time, configuration.Seed);
            return await new SolveFlow(composition, context, store, run, record, resumed: null).RunAsync(cancellationToken);
        });
        return command;
    }

    public static RunStore OpenStore(ResolvedConfiguration configuration, CommandContext context)
    {
        var store = RunStore.Open(configuration.StateFolder);
        context.StateFolder = store.Folder;
        return store;
    }

    private static string? Replayed(RunStore store, string? name)
    {
        if (name is null)
        {
            return null;
        }

        var run = store.Get(name == "last" ? "latest" : name);
        return run.ReadJournal().ModelCalls.Any(c => c.Ended.Answer is not null) ? run.Id : throw new UserErrorException($"The run {run.Id} asked no model, so there is nothing to replay.");
    }

    public static string? Absolute(string? path) => path switch
    {
        null => null,
        "" => throw new UserErrorException("--out needs a folder."),
        _ when File.Exists(path) => throw new UserErrorException($"--out: {path} is a file, and a folder is needed."),
        _ => Path.GetFullPath(path),
    };
}
