using System.CommandLine;
using CodeRefine.Agent.Solving;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Cli.Commands;

/// <summary><c>compare</c>: strategies side by side on task folders, at equal budget, beside a control that refines nothing.</summary>
internal static class CompareCommand
{
    private const string UsualCalls = "12", UsualAttempts = "1000";

    public static Command Create()
    {
        var folders = Words.NoOption(new Argument<string[]>("folders") { Description = "The tasks' folders; one that holds task folders stands for all of them", Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => ["."] });
        var names = new Option<string>("--strategies") { Description = "Strategies to compare, separated by commas", HelpName = "A,B,C", Required = true };
        var control = new Option<bool>("--no-control") { Description = "Leave out the control: independent samples until one passes or the budget is spent" };
        var repeats = new Option<string>("--repeat") { Description = "Runs of each strategy on each task, with seeds of their own (default: 1)", HelpName = "N", DefaultValueFactory = _ => "1" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Set up a sandbox without asking, where none works" };
        var command = new Command("compare", "Run several strategies on the same tasks at equal budget, beside a control that refines nothing") { folders, names, control, repeats, yes };
        SettingOptions.Add(
            command, Settings.Model, Settings.StrategyOption, Settings.Student, Settings.ToolCorrection, Settings.Neighbourhood, Settings.Attempts, Settings.MaxCalls, Settings.MaxTokens, Settings.MaxCost, Settings.Time, Settings.MaxVerdicts,
            Settings.Sandbox, Settings.Seed, Settings.BaseUrl, Settings.Temperature, Settings.Templates);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine compare --strategies refine,reflexion,auto tasks --model ollama:qwen2.5-coder:7b --max-calls 12
              coderefine compare --strategies self-debug,ldb tasks/13-roman-numerals tasks/14-recent-cache --model ollama:qwen2.5-coder:7b --repeat 5
              coderefine compare --strategies auto,refine tasks                  no model: repair alone, and no control

            Each run may spend the same: 12 model calls where no limit is set, and as many attempts as these give. Nothing is
            written to the folders. Held-back checks are run once, on the answer of each run. Tools (tool correction,
            neighbourhood) work for all strategies alike; to compare methods as published switch them off.
            Ctrl-C ends with the table of what is done.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var configuration = Configuration(parse);
            var contenders = Contenders(parse.GetValue(names)!, configuration, withControl: !parse.GetValue(control), context);
            var tasks = parse.GetValue(folders)!.SelectMany(Expand).Distinct(StringComparer.Ordinal).Select(TaskLoader.Load).ToList();
            ValueRule.Whole(1, 1000).Require(parse.GetValue(repeats)!, "--repeat");
            var count = int.Parse(parse.GetValue(repeats)!, System.Globalization.CultureInfo.InvariantCulture);
            context.Terminal.Line($"[grey]{Terminal.Escape(Heading(tasks.Count, contenders, count, configuration))}[/]");
            var rows = await new CompareFlow(tasks, contenders, count, configuration, context).RunAsync(parse.GetValue(yes), r => context.Terminal.Line(CompareTable.Line(r)), cancellationToken);
            context.Terminal.ClearStatus();
            var complete = rows.Length == tasks.Count * contenders.Count * count;
            CompareTable.Write(context.Terminal, ComparedTotal.Of(rows), complete);
            context.WriteJson(CompareDocument.Of(rows, complete, configuration.Model, configuration.Budget));
            return complete ? ExitCodes.Success : ExitCodes.Cancelled;
        });
        return command;
    }

    /// <summary>The usual calls take the place of the usual attempts: strategies spend them otherwise, and calls are what is dear.</summary>
    private static ResolvedConfiguration Configuration(ParseResult parse)
    {
        var read = ConfigurationReader.Read(Directory.GetCurrentDirectory(), SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment());
        if (read.Model is not null && read.Find(Settings.MaxCalls) is null && read.Find(Settings.MaxTokens) is null && read.Find(Settings.MaxCost) is null)
        {
            read = ConfigurationReader.With(read, Settings.MaxCalls, UsualCalls);
        }

        return read.Model is null || read.Find(Settings.Attempts) is not null ? read : ConfigurationReader.With(read, Settings.Attempts, UsualAttempts);
    }

    private static List<Contender> Contenders(string names, ResolvedConfiguration configuration, bool withControl, CommandContext context)
    {
        var chosen = names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).Select(StrategyCatalogue.Get).ToList();
        if (chosen.Count == 0)
        {
            throw new UserErrorException("--strategies names none: write for example --strategies refine,reflexion,auto.");
        }

        if (configuration.Model is null && chosen.FirstOrDefault(s => s.NeedsModel) is { } needy)
        {
            throw new UserErrorException($"The strategy {needy.Name} needs a model: name one by {Settings.Model.Flag}.");
        }

        var contenders = chosen.Select(s => new Contender(s.Name, s, configuration.StrategyOptions(s.Name))).ToList();
        if (withControl && configuration.Model is null)
        {
            context.Terminal.Line("[yellow]note[/]: no model is configured, so there is no control: it draws samples of a model.");
        }
        else if (withControl)
        {
            contenders.Add(Contender.Control);
        }

        return contenders;
    }

    /// <summary>A folder of task folders stands for these, by name.</summary>
    private static IEnumerable<string> Expand(string folder)
    {
        if (!Directory.Exists(folder) || Directory.EnumerateFiles(folder, "*.cs").Any() || Directory.EnumerateFiles(folder, "*.csproj").Any() || Directory.Exists(Path.Combine(folder, "tests")) || Directory.Exists(Path.Combine(folder, "src")))
        {
            return [folder];
        }

        var inner = Directory.EnumerateDirectories(folder).Where(d => Directory.Exists(Path.Combine(d, "tests"))).Order(StringComparer.Ordinal).ToList();
        return inner.Count == 0 ? [folder] : inner;
    }

    private static string Heading(int tasks, List<Contender> contenders, int repeats, ResolvedConfiguration configuration)
    {
        var budget = configuration.Budget;
        var limits = new[] { budget.ModelCalls is { } calls ? $"{calls} model calls" : null, budget.Tokens is { } tokens ? $"{tokens} tokens" : null, $"{budget.Attempts} attempts", budget.WallTime is { } time ? Durations.Show(time) : null }.OfType<string>();
        return $"{tasks} {(tasks == 1 ? "task" : "tasks")}, {contenders.Count} {(contenders.Count == 1 ? "strategy" : "strategies")}{(repeats > 1 ? $", {repeats} runs each" : "")}, {(configuration.Model is { } m ? $"model {m}" : "no model")}; each run at most {string.Join(", ", limits)}";
    }
}
