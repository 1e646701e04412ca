using System.CommandLine;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;

namespace CodeRefine.Cli.Commands;

/// <summary><c>diff</c>: what changed from one attempt to another, fit for <c>git apply</c>.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var command = new Command("diff", "Print what changed between two attempts, as a patch that `git apply` takes");
        var location = new RunLocation(command);
        var from = Words.NoOption(new Argument<string>("from") { Description = "An attempt's number, `root`, `best`, or the beginning of its commit", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "root" });
        var to = Words.NoOption(new Argument<string>("to") { Description = "The same", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "best" });
        command.Add(from);
        command.Add(to);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine diff                        all that the last run's best attempt changed
              coderefine diff last | git apply       put it into the folder
              coderefine diff last 2 3               from one attempt to another
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var (store, run) = location.Find(parse, context);
            var history = await RunLocation.HistoryAsync(store, cancellationToken);
            var before = await history.NodeAsync(run.Id, parse.GetValue(from)!, cancellationToken);
            var after = await history.NodeAsync(run.Id, parse.GetValue(to)!, cancellationToken);
            var diff = await history.DiffAsync(before.Id, after.Id, cancellationToken);
            if (context.Json || context.Terminal.Interactive)
            {
                DiffRenderer.Write(context.Terminal, diff, indent: "");
            }
            else
            {
                // For a pipe byte by byte: cleaned of control characters, it would no longer apply.
                context.StandardOutput.Write(diff);
            }

            context.WriteJson(new DiffDocument(run.Id, before.Attempt, after.Attempt, diff));
            return ExitCodes.Success;
        });
        return command;
    }
}
