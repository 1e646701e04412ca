using System.CommandLine;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;

namespace CodeRefine.Cli.Commands;

/// <summary><c>show</c>: one attempt: its verdict, critique and patch.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var command = new Command("show", "Show one attempt: verdict, critique, and what it changed");
        var location = new RunLocation(command);
        var attempt = Words.NoOption(new Argument<string>("attempt")
        {
            Description = "The attempt's number, `root`, `best`, or the beginning of its commit",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => "best",
        });
        command.Add(attempt);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine show                     the best attempt of the last run
              coderefine show last 3
              coderefine show k7f2 root --json
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var (store, run) = location.Find(parse, context);
            var history = await RunLocation.HistoryAsync(store, cancellationToken);
            var node = await history.NodeAsync(run.Id, parse.GetValue(attempt)!, cancellationToken);
            var entry = RunEntries.Of(run.ReadJournal()).FirstOrDefault(e => e.Attempt == node.Attempt)
                ?? new LogEntry(node.Attempt, node.Id, node.ParentId, node.Proposer, null, node.Verdict, node.Score, node.Kind, node.Headline, null);
            var diff = node.ParentId is { } parent ? await history.DiffAsync(parent, node.Id, cancellationToken) : "";
            LogCommand.WriteEntry(context.Terminal, entry);
            foreach (var line in node.Body.Split('\n'))
            {
                context.Terminal.Line($"  {Terminal.Escape(line.TrimEnd('\r'))}");
            }

            DiffRenderer.Write(context.Terminal, diff);
            context.WriteJson(new ShowDocument(run.Id, entry, node.Body, diff));
            return ExitCodes.Success;
        });
        return command;
    }
}
