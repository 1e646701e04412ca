using CodeRefine.Agent.Solving;
using CodeRefine.Agent.Tools;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Search;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Tasks;
using CodeRefine.Repositories.History;
using CodeRefine.Repositories.Runs;

namespace CodeRefine.Cli.Wiring;

/// <summary>From a loaded task to a written solution: search, confirm, write, grade, record, tell.</summary>
/// <param name="resumed">What an interrupted part of the same run left; null for a new run.</param>
internal sealed class SolveFlow(Composition composition, CommandContext context, RunStore store, RunFolder run, RunRecord record, RecordedRun? resumed)
{
    /// <summary>Grading after a cancelled or slow run must not take long.</summary>
    private static readonly TimeSpan ClosingTime = TimeSpan.FromMinutes(2);

    private readonly ResolvedConfiguration configuration = composition.Configuration;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var repository = await HistoryRepository.OpenAsync(store.HistoryFolder, cancellationToken);
        using var history = await GitHistory.OpenAsync(repository, run.Id, run.Started, cancellationToken);
        using var journal = run.OpenJournal(context.Time);
        var renderer = new RunRenderer(context.Terminal, context.Verbose, context.Time);
        // The journal first: what people saw must have been written.
        var session = composition.Session(history, new Budget(configuration.Budget, context.Time, SpentBefore()), RecordedTools(), journal, renderer);
        using var memories = Memories.Open(configuration, context.Variable, record.Replay is { } replayed ? store.Get(replayed).Started : run.Started, context.Time);
        using var proposers = Proposers.Create(composition, context, session, store, record, resumed, memories.Stored);
        Opening(proposers);
        var result = await new Solver(context.Time).RunAsync(session, proposers.Strategy, run.Id, cancellationToken, configuration.StrategyOptions(configuration.Strategy));
        if (result.Best is { Parent: not null } answer)
        {
            await history.ChooseAsync(answer.Id, CancellationToken.None);
        }

        context.Terminal.ClearStatus();
        if (record.Replay is null)
        {
            memories.Stored?.Count(session);
        }

        return await CloseAsync(session, proposers, result);
    }

    private RecordedTools RecordedTools() => new((record.Replay is { } replayed ? store.Get(replayed).ReadJournal().Events : []).Concat(resumed?.Events ?? []));

    /// <summary>Attempts, verdicts and answered calls are drawn again from the recording; calls that failed were paid for too.</summary>
    private BudgetUse? SpentBefore()
    {
        if (resumed is null)
        {
            return null;
        }

        var calls = resumed.ModelCalls.Select(c => c.Ended).Where(c => c.Answer is null).ToList();
        return new BudgetUse(0, calls.Count, calls.Sum(c => c.PromptTokens), calls.Sum(c => c.AnswerTokens), calls.Sum(c => c.Money), TimeSpan.Zero, 0);
    }

    private void Opening(Proposers proposers)
    {
        var terminal = context.Terminal;
        terminal.Line($"[bold]{Terminal.Escape(composition.Problem.Id)}[/]  {Terminal.Escape(SafeText.Line(composition.Problem.Title))}");
        terminal.Line($"[grey]sandbox {composition.Sandbox.Name}, {Terminal.Escape(proposers.Description)}, at most {configuration.Budget.Attempts} attempts{(configuration.Budget.WallTime is { } time ? $" and {Durations.Show(time)}" : "")}, run {run.Id}[/]");
        foreach (var note in composition.Task.Notes)
        {
            terminal.Line($"[yellow]note[/]: {Terminal.Escape(note)}");
        }

        if (context.Verbose)
        {
            foreach (var (key, value) in configuration.Values)
            {
                terminal.Line($"[grey]{Terminal.Escape($"{key} = {value.Text}  ({value.Source})")}[/]");
            }
        }
    }

    private async Task<int> CloseAsync(Session session, Proposers proposers, SolveResult result)
    {
        // The input itself was wrong: there is no result to keep beyond what the journal says.
        if (result is { Failure: UserErrorException { Kind: UserErrorKind.Input } wrong } && session.Nodes.Count <= 1)
        {
            throw wrong;
        }

        using var closing = new CancellationTokenSource(ClosingTime, context.Time);
        var written = Written(result, out var unwritten);
        var grade = await GradeAsync(result, closing.Token);
        var document = SolveReport.Document(composition, proposers, store, run, session, result, written, grade);
        document = unwritten is null ? document : document with { ExitCode = ExitCodes.Input };
        run.WriteResult(JsonOutput.ToObject(document));
        SolveSummary.Write(context.Terminal, document, session, Hints());
        context.WriteJson(document);
        if ((result.Failure ?? unwritten) is { } failure)
        {
            Tell(failure);
        }

        return document.ExitCode;
    }

    private RunHints Hints() => new(configuration.Folder, configuration.Find(Settings.State)?.Text, record.DryRun);

    /// <summary>A solved task's folder gets the solution; an unsolved one stays as it is, and only a folder of its own gets the best attempt.</summary>
    /// <returns>The folder that was written to; null where there was nothing to write, or it could not be written and <paramref name="unwritten"/> says why.</returns>
    private string? Written(SolveResult result, out UserErrorException? unwritten)
    {
        unwritten = null;
        if (record.DryRun || result.Best is not { } best || (record.Out is null && (result.Outcome != SolveOutcome.Solved || best.Parent is null)))
        {
            return null;
        }

        try
        {
            _ = record.Out is { } folder ? TaskWriter.WriteTo(folder, composition.Task, best.Tree) : TaskWriter.Write(composition.Task, best.Tree);
            return record.Out ?? composition.Task.Root;
        }
        catch (UserErrorException refused)
        {
            unwritten = refused;
            return null;
        }
    }

    private async Task<Grade?> GradeAsync(SolveResult result, CancellationToken cancellationToken)
    {
        if (result is not { Outcome: SolveOutcome.Solved or SolveOutcome.NotSolved, Best: { } best })
        {
            return null;
        }

        try
        {
            context.Terminal.Status("running the held-back checks …");
            var grade = await composition.Grader().GradeAsync(composition.Task, best.Tree, configuration.Seed, cancellationToken);
            return result.Outcome == SolveOutcome.Solved ? grade?.OfSolved() : grade;
        }
        catch (Exception failure) when (failure is SandboxException or OperationCanceledException)
        {
            context.Terminal.Line($"[yellow]note[/]: the held-back checks could not be run: {Terminal.Escape(failure.Message)}");
            return null;
        }
        finally
        {
            context.Terminal.ClearStatus();
        }
    }

    private void Tell(Exception failure)
    {
        if (SolveReport.IsExpected(failure))
        {
            Console.Error.WriteLine($"error: {SafeText.Clean(failure.Message)}");
            return;
        }

        var file = CrashFile.Write(failure, context.Command, context.StateFolder, context.Time);
        Console.Error.WriteLine($"error: `{context.Command}` failed in a way that it should not ({failure.GetType().Name}); {(file is null ? "the details could not be written to a file" : $"the details are in {file}")}.");
    }
}
