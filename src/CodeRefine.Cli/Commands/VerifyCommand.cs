using System.CommandLine;
using CodeRefine.Agent.Solving;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Rendering;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core.Budgets;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Cli.Commands;

/// <summary><c>verify</c>: the checks once, on the sources as they are; nothing is written.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var folder = FolderArgument.Create();
        var yes = new Option<bool>("--yes", "-y") { Description = "Set up a sandbox without asking, where none works" };
        var command = new Command("verify", "Run a folder's tests once, sandboxed, on the sources as they are; change nothing") { folder, yes };
        SettingOptions.Add(command, Settings.Sandbox, Settings.Seed);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine verify                                  the current folder
              coderefine verify tasks/01-off-by-one --json | jq .critique.headline

            Exit codes: 0 all checks pass, 1 not, 2 the input is wrong, 3 the environment is, 130 cancelled.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var task = TaskLoader.Load(parse.GetValue(folder)!);
            var configuration = ConfigurationReader.Read(parse.GetValue(folder)!, SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment());
            await using var composition = await Composition.OpenAsync(task, configuration, context, parse.GetValue(yes), cancellationToken);
            return await RunAsync(composition, context, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Composition composition, CommandContext context, CancellationToken cancellationToken)
    {
        context.Terminal.Status($"building, then running the checks ({composition.Sandbox.Name}) …");
        var started = context.Time.GetTimestamp();
        var session = composition.Session(new NoHistory(), new Budget(new BudgetLimits { WallTime = null, Verdicts = null }, context.Time));
        var verdict = await session.VerifyAsync(composition.Problem.Sources, cancellationToken);
        CheckedInput.Require(verdict.Build);
        var critique = await composition.Critic.CritiqueAsync(composition.Problem, composition.Problem.Sources, verdict, cancellationToken);
        context.Terminal.ClearStatus();
        var document = VerifyReport.Document(composition, verdict, critique, context.Time.GetElapsedTime(started));
        VerifySummary.Write(context.Terminal, composition, verdict, document, context.Verbose);
        context.WriteJson(document);
        return document.ExitCode;
    }
}
