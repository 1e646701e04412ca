using System.CommandLine;
using CodeRefine.Agent.Evidence;
using CodeRefine.Agent.Solving;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Evidence;
using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;
using CodeRefine.Core.Words;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Cli.Commands;

/// <summary><c>trace</c>: what the code does while one check runs; nothing is written.</summary>
internal static class TraceCommand
{
    private const int ShownSteps = 60;

    public static Command Create()
    {
        var folder = FolderArgument.Create();
        var check = new Option<string?>("--check") { Description = "The check to trace: its name, or a part of it that no other has; else the first that fails", HelpName = "NAME" };
        var all = new Option<bool>("--all") { Description = $"Show every recorded step, not the first and last {ShownSteps / 2}" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Set up a sandbox without asking, where none works" };
        var command = new Command("trace", "Show what the code does while one test runs: the path taken, values as they change, loops that do not end") { folder, check, all, yes };
        SettingOptions.Add(command, Settings.Sandbox, Settings.Seed);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine trace tasks/08-endless-search           the first test that fails
              coderefine trace tasks/07-past-the-end --check Rising_values_are_in_order
              coderefine trace --json | jq '.loops[] | select(.endless)'

            Exit codes: 0 a check was traced, or all pass, 1 nothing could be traced, 2 the input is wrong, 3 the environment is.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var task = TaskLoader.Load(parse.GetValue(folder)!);
            var configuration = ConfigurationReader.Read(parse.GetValue(folder)!, SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment());
            await using var composition = await Composition.OpenAsync(task, configuration, context, parse.GetValue(yes), cancellationToken);
            return await RunAsync(composition, parse.GetValue(check), parse.GetValue(all) ? int.MaxValue : ShownSteps, context, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Composition composition, string? named, int most, CommandContext context, CancellationToken cancellationToken)
    {
        context.Terminal.Status($"building, then running the checks ({composition.Sandbox.Name}) …");
        var session = composition.Session(new NoHistory(), new Budget(new BudgetLimits { WallTime = null, Verdicts = null }, context.Time));
        var verdict = await session.VerifyAsync(composition.Problem.Sources, cancellationToken);
        CheckedInput.Require(verdict.Build);
        if (verdict.Report is not { } report)
        {
            throw new UserErrorException($"The code does not build, so there is nothing to trace: run `coderefine verify` to see the {(verdict.Build is BuildResult.Refused ? "refusal" : "errors")}.");
        }

        var chosen = named is null ? null : Choose(report, named);
        context.Terminal.Status($"tracing {chosen?.Name ?? "the first check that fails"} …");
        var node = new Node { Id = "", Attempt = 0, Tree = composition.Problem.Sources, Verdict = verdict, Critique = new Critique { Kind = TaxonomyKind.None, Headline = "", Text = "" } };
        var trace = await session.TraceAsync(node, chosen, cancellationToken);
        context.Terminal.ClearStatus();
        Write(context.Terminal, verdict, trace, most);
        var done = trace is not null || (verdict.Passed && chosen is null);
        var document = TraceDocument.Of(composition.Problem.Id, composition.Problem.Title, verdict, trace, done ? ExitCodes.Success : ExitCodes.NotSolved);
        context.WriteJson(document);
        return document.ExitCode;
    }

    private static void Write(Terminal terminal, Verdict verdict, ExecutionTrace? trace, int most)
    {
        var text = trace is not null ? TraceView.Text(trace, most)
            : verdict.Passed ? "All checks pass: name one with --check to see what the code does in it."
            : "Nothing was recorded: the check does not reach the code, or its process ended before it could tell.";
        foreach (var line in text.Split('\n'))
        {
            terminal.Line(Terminal.Escape(line));
        }
    }

    private static Check Choose(CheckReport report, string named)
    {
        var all = report.Results.Select(r => r.Check).ToList();
        var found = all.Where(c => c.Id == named || c.Name == named).ToList();
        found = found.Count > 0 ? found : [.. all.Where(c => c.Id.Contains(named, StringComparison.OrdinalIgnoreCase))];
        return found switch
        {
            [var one] => one,
            [] => throw new UserErrorException($"No check is named '{named}'{(NearestName.Of(named, all.Select(c => c.Name)) is { } nearest ? $", did you mean '{nearest}'" : "")}: run `coderefine verify --verbose` to list them."),
            _ => throw new UserErrorException($"'{named}' is part of {found.Count} checks' names ({string.Join(", ", found.Take(3).Select(c => c.Name))}{(found.Count > 3 ? ", …" : "")}): write more of it."),
        };
    }
}
