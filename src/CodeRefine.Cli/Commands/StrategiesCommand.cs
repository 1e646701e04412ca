using System.CommandLine;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;

namespace CodeRefine.Cli.Commands;

/// <summary><c>strategies</c>: what there is, whose it is, what it costs, when to use it.</summary>
internal static class StrategiesCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Description = "One strategy: its paper, figures and options", Arity = ArgumentArity.ZeroOrOne };
        name.CompletionSources.Add([.. StrategyCatalogue.Names]);
        var command = new Command("strategies", "List the strategies: paper, cost, when to use which, and their options") { name };
        ExamplesHelp.Set(command, """
            Examples:
              coderefine strategies                 all of them
              coderefine strategies reflexion       one with its options
              coderefine solve fizz --strategy reflexion --strategy-option iterations=3 --model ollama:qwen2.5-coder:7b
            """);
        command.SetBody((parse, context, _) =>
        {
            var wanted = parse.GetValue(name);
            var entries = wanted is null ? StrategyCatalogue.All : [StrategyCatalogue.Get(wanted)];
            StrategyTable.Write(context.Terminal, entries, withOptions: wanted is not null || context.Verbose);
            context.WriteJson(new StrategiesDocument([.. entries.Select(View)]));
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static StrategyView View(StrategyEntry entry) => new(
        entry.Name, entry.Name == StrategyCatalogue.Default, entry.Summary, entry.Paper, entry.ArXiv, entry.Figures, entry.Cost, entry.WhenToUse, entry.NeedsModel,
        [.. entry.Options.Select(o => new StrategyOptionView(o.Name, o.Default, o.Expected, o.Description))]);
}
