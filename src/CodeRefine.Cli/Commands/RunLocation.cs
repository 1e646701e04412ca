using System.CommandLine;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Core;
using CodeRefine.Repositories.History;
using CodeRefine.Repositories.Runs;

namespace CodeRefine.Cli.Commands;

/// <summary>Which run a command is about: <c>--folder</c> and <c>--state</c> say where runs are kept, the argument which of them.</summary>
internal sealed class RunLocation
{
    private readonly Option<string> folder = new("--folder", "-C")
    {
        Description = "The task's folder",
        HelpName = "DIR",
        DefaultValueFactory = _ => ".",
    };

    private readonly Argument<string> run = Words.NoOption(new Argument<string>("run")
    {
        Description = "The run: its id, the beginning or end of it, or `last`",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => "last",
    });

    public RunLocation(Command command)
    {
        command.Add(run);
        command.Add(folder);
        command.Add(SettingOptions.For(Settings.State));
    }

    public string Folder(ParseResult parse) => parse.GetValue(folder)!;

    public (RunStore Store, RunFolder Run) Find(ParseResult parse, CommandContext context)
    {
        var store = Store(Folder(parse), parse, context);
        var name = parse.GetValue(run)!;
        return (store, store.Get(name == "last" ? "latest" : name));
    }

    public static RunStore Store(string folder, ParseResult parse, CommandContext context)
    {
        if (!Directory.Exists(folder))
        {
            throw new UserErrorException($"There is no folder {Path.GetFullPath(folder)}: check the path.");
        }

        var state = ConfigurationReader.Read(folder, SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment()).StateFolder;
        context.StateFolder = Directory.Exists(state) ? state : null;
        return RunStore.Find(state) ?? throw new UserErrorException($"No run has been kept in {state} yet: name the task's folder by --folder, or the folder of the runs by --state.");
    }

    public static async Task<HistoryReader> HistoryAsync(RunStore store, CancellationToken cancellationToken) =>
        new(await HistoryRepository.FindAsync(store.HistoryFolder, cancellationToken) ?? throw new UserErrorException($"There is no history in {store.HistoryFolder}: the run was stopped before its first verdict."));
}
