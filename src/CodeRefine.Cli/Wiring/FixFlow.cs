using System.Text.Json.Nodes;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Events;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Fixing;
using CodeRefine.Repositories.History;
using CodeRefine.Repositories.Runs;
using CodeRefine.Repositories.Sdk;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Cli.Wiring;

/// <summary>From the command line to a patch: open the stations, run, keep and tell what came of it.</summary>
internal sealed class FixFlow(FixOptions options, ResolvedConfiguration configuration, CommandContext context)
{
    private readonly Terminal terminal = context.Terminal;

    /// <summary>Most money for this run, in US dollars, beside what the configuration says; null for no further bound.</summary>
    public decimal? MoneyLimit { get; init; }

    /// <summary>What came of it; null before it ended.</summary>
    public FixResult? Result { get; private set; }

    /// <summary>What it spent; null before it ended.</summary>
    public BudgetUse? Use { get; private set; }

    private readonly List<Budget> budgets = [];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var state = FixState.Folder(configuration, context.Variable);
        var store = RunStore.Open(state);
        context.StateFolder = store.Folder;
        var repository = await UserRepository.OpenAsync(options.Repository, state, cancellationToken);
        if (options.Apply && repository.WorkTree is null)
        {
            throw new UserErrorException("--apply needs a working tree, and the repository is bare or was cloned for this run: use --out or --commit.");
        }

        var sdk = await SdkFactory.CreateAsync(configuration.Sandbox, state, cancellationToken);
        await using var sandbox = await SandboxOffer.OpenAsync(configuration, context, yes: false, cancellationToken);
        var references = new ReferenceSet(TestHostFolder.Find());
        var run = store.Create(Record(repository), context.Time, configuration.Seed);
        using var history = await GitHistory.OpenAsync(await HistoryRepository.OpenAsync(store.HistoryFolder, cancellationToken), run.Id, run.Started, cancellationToken);
        using var journal = run.OpenJournal(context.Time);
        using var memories = Memories.Open(configuration, context.Variable, run.Started, context.Time, state);
        IRunObserver[] observers = [journal, new RunRenderer(terminal, context.Verbose, context.Time)];
        using var proposers = new FixProposers(configuration, context, references, memories.Stored, happened => Array.ForEach(observers, o => o.Observe(happened)));
        terminal.Line($"[bold]{Terminal.Escape(repository.Name)}[/]  {Terminal.Escape(SafeText.Line(options.Issue ?? "make the failing tests pass"))}");
        terminal.Line($"[grey]builds and tests in {sdk.Name}, candidates in {sandbox.Name}, {Terminal.Escape(proposers.Description)}, run {run.Id}[/]");
        var stations = new FixStations
        {
            Sdk = sdk,
            Sandbox = sandbox,
            References = references,
            TestHostFolder = TestHostFolder.Find(),
            State = state,
            Time = context.Time,
            History = history,
            Budget = () => Drawn(new Budget(MoneyLimit is { } most ? configuration.Budget with { Money = Math.Min(most, configuration.Budget.Money ?? most) } : configuration.Budget, context.Time)),
            Seed = configuration.Seed,
            Observers = observers,
            RunId = run.Id,
            Strategy = proposers.Strategy,
            Model = proposers.Model,
            Stations = (_, builder, station, cells, nodes) => proposers.Stations(builder, station, cells, nodes),
            Progress = text => terminal.Status(SafeText.Line(text)),
            Note = text => terminal.Line($"[yellow]note[/]: {Terminal.Escape(SafeText.Line(text))}"),
        };
        var work = Path.Combine(run.Folder, "repository");
        try
        {
            var request = new FixRequest
            {
                Repository = repository,
                Base = options.Base,
                IncludeDirty = options.IncludeDirty,
                Issue = options.Issue,
                Test = options.Test,
                FailingOnly = options.Failing,
                KeepReproduction = options.KeepReproduction,
                Overlay = options.Overlay,
                Folder = work,
                Limits = configuration.Apply(FixRequest.UsualLimits),
            };
            var result = await new FixRunner(stations).RunAsync(request, cancellationToken);
            terminal.ClearStatus();
            (Result, Use) = (result, budgets.Select(b => b.Use).DefaultIfEmpty().Aggregate(Sum));
            return await CloseAsync(result, run, repository, cancellationToken);
        }
        finally
        {
            // Patch, summary and journal stay; the copy can be made again.
            Discard(work);
        }
    }

    private async Task<int> CloseAsync(FixResult result, RunFolder run, UserRepository repository, CancellationToken cancellationToken)
    {
        var patch = result.Candidate is { } candidate ? Write(Path.Combine(run.Folder, "fix.patch"), candidate.Patch) : null;
        var summary = Write(Path.Combine(run.Folder, "pull-request.md"), PullRequestText.Body(result));
        if (options.Out is { } named && result.Candidate is { } found)
        {
            patch = Write(Path.GetFullPath(named), found.Patch);
        }

        string? branch = null;
        var applied = false;
        if (result.Outcome == FixOutcome.Fixed)
        {
            if (options.Commit)
            {
                branch = $"coderefine/{run.Id}";
                await UserFiles.CommitAsync(result, branch, $"{PullRequestText.Title(result)}\n\n{PullRequestText.Body(result)}", cancellationToken);
            }

            if (options.Apply)
            {
                await UserFiles.ApplyAsync(result, cancellationToken);
                applied = true;
            }
        }

        var document = FixReport.Document(result, run, repository, patch, summary, branch, applied);
        run.WriteResult(JsonOutput.ToObject(document));
        FixSummary.Write(terminal, document, result);
        context.WriteJson(document);
        return document.ExitCode;
    }

    private JsonObject Record(UserRepository repository) => new()
    {
        ["schema"] = "coderefine/fix-run@1",
        ["version"] = AppVersion.Text,
        ["repository"] = repository.WorkTree ?? repository.GitFolder,
        ["base"] = options.Base,
        ["test"] = options.Test,
        ["issue"] = options.Issue,
    };

    private static string Write(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
            return path;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} can't be written: {refused.Message}", refused);
        }
    }

    private static void Discard(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            // Files that a build left without permission to delete them; a later clean-up by hand finds them in the run's folder.
        }
    }

    private Budget Drawn(Budget budget)
    {
        budgets.Add(budget);
        return budget;
    }

    private static BudgetUse? Sum(BudgetUse? a, BudgetUse? b) => a is null || b is null ? a ?? b : new BudgetUse(
        a.Attempts + b.Attempts, a.ModelCalls + b.ModelCalls, a.PromptTokens + b.PromptTokens, a.AnswerTokens + b.AnswerTokens, a.Money + b.Money, a.WallTime + b.WallTime, a.Verdicts + b.Verdicts);
}
