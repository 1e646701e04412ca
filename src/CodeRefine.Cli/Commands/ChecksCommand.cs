using System.Collections.Immutable;
using System.CommandLine;
using CodeRefine.Agent.Generated;
using CodeRefine.Agent.Prompts;
using CodeRefine.Agent.Solving;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Search;
using CodeRefine.Evaluation.Tasks;
using CodeRefine.Models;
using Microsoft.Extensions.AI;

namespace CodeRefine.Cli.Commands;

/// <summary><c>checks</c>: which checks would be generated for a folder, what became of each, and which of them the code breaks; nothing is written.</summary>
internal static class ChecksCommand
{
    public static Command Create()
    {
        var folder = FolderArgument.Create();
        var source = new Option<bool>("--source") { Description = "Show the kept checks' source too" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Set up a sandbox without asking, where none works" };
        var command = new Command("checks", "List the checks that can be generated for a folder beyond its own, where each comes from, and which of them the code breaks") { folder, source, yes };
        SettingOptions.Add(command, Settings.Model, Settings.BaseUrl, Settings.Templates, Settings.MaxCalls, Settings.Sandbox, Settings.Seed);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine checks tasks/12-shopping-cart            those that need no model
              coderefine checks --model ollama:qwen2.5-coder      a model's properties, tests and brute-force twins besides
              coderefine checks --json | jq '.checks[] | select(.status == "Kept") | .title'

            Generated checks inform a search; they never decide whether code is accepted.
            Exit codes: 0 the checks are listed, whatever became of them, 2 the input is wrong, 3 the environment is.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var task = TaskLoader.Load(parse.GetValue(folder)!);
            var configuration = ConfigurationReader.Read(parse.GetValue(folder)!, SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment());
            await using var composition = await Composition.OpenAsync(task, configuration, context, parse.GetValue(yes), cancellationToken);
            return await RunAsync(composition, parse.GetValue(source), context, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Composition composition, bool showSource, CommandContext context, CancellationToken cancellationToken)
    {
        context.Terminal.Status($"building, then running the folder's own checks ({composition.Sandbox.Name}) …");
        var budget = new Budget(new BudgetLimits { WallTime = null, Verdicts = null, ModelCalls = composition.Configuration.Whole(Settings.MaxCalls) }, context.Time);
        var session = composition.Session(new NoHistory(), budget);
        var verdict = await session.VerifyAsync(composition.Problem.Sources, cancellationToken);
        CheckedInput.Require(verdict.Build);
        if (verdict.Report is null)
        {
            throw new UserErrorException("The code does not build, so no check can be tried on it: run `coderefine verify` to see the errors.");
        }

        var node = new Node { Id = "", Attempt = 0, Tree = composition.Problem.Sources, Verdict = verdict, Critique = new Critique { Kind = TaxonomyKind.None, Headline = "", Text = "" } };
        context.Terminal.Status("generating checks …");
        using var client = Client(composition, session, context);
        var screened = await session.GenerateChecksAsync(node, CheckRequest.Default with { Most = 20 }, Generators(session, composition, client), cancellationToken);
        context.Terminal.Status("searching counterexamples …");
        var report = await session.FalsifyAsync(node, null, cancellationToken);
        context.Terminal.ClearStatus();
        var document = ChecksDocument.Of(composition.Problem.Id, composition.Problem.Title, verdict, screened, report, session.Generated);
        GeneratedCheckList.Write(context.Terminal, document, showSource);
        context.WriteJson(document);
        return document.ExitCode;
    }

    private static ImmutableArray<ICheckGenerator> Generators(Session session, Composition composition, IChatClient? client)
    {
        if (client is null)
        {
            return session.Generators;
        }

        var prompts = new PromptLibrary(composition.Configuration.Text(Settings.Templates));
        var model = composition.Configuration.Model!;
        return [.. session.Generators, .. new[] { ChatCheckGenerator.Properties, ChatCheckGenerator.Tests, ChatCheckGenerator.Twin }.Select(t => new ChatCheckGenerator(client, prompts, model, t))];
    }

    private static IChatClient? Client(Composition composition, Session session, CommandContext context)
    {
        if (composition.Configuration.Model is not { } name)
        {
            return null;
        }

        var model = ModelReference.Parse(name);
        var live = ModelFactory.Create(model, ModelSetUp.Options(composition.Configuration, model, context.Variable), context.Time, session.Report);
        return ModelFactory.ForRun(live, model.ToString(), session.Budget, ModelSetUp.Prices(composition.Configuration, model), context.Time, session.Report);
    }
}
