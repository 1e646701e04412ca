using System.Collections.Immutable;
using CodeRefine.Agent.Prompts;
using CodeRefine.Agent.Solving;
using CodeRefine.Agent.Tools;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Tasks;
using CodeRefine.Models;
using CodeRefine.Models.Middleware;
using Microsoft.Extensions.AI;

namespace CodeRefine.Cli.Wiring;

/// <summary>Several strategies on the same tasks with the same budget each, one run after the other in one sandbox.</summary>
internal sealed class CompareFlow(IReadOnlyList<LoadedTask> tasks, IReadOnlyList<Contender> contenders, int repeats, ResolvedConfiguration configuration, CommandContext context)
{
    /// <param name="onRow">Called as each run is done.</param>
    /// <returns>A row for each run that was done before it was cancelled.</returns>
    public async Task<ImmutableArray<ComparedRun>> RunAsync(bool yes, Action<ComparedRun> onRow, CancellationToken cancellationToken)
    {
        var rows = ImmutableArray.CreateBuilder<ComparedRun>();
        using var client = Client(configuration.Model);
        using var student = client is null ? null : Client(configuration.Student);
        await using var open = await Composition.OpenAsync(tasks[0], configuration, context, yes, cancellationToken);
        var count = tasks.Count * contenders.Count * repeats;
        foreach (var task in tasks)
        {
            var composition = open.For(task, open.Sandbox);
            foreach (var contender in contenders)
            {
                for (var repeat = 0; repeat < repeats; repeat++)
                {
                    if (cancellationToken.IsCancellationRequested)
                    {
                        return rows.ToImmutable();
                    }

                    context.Terminal.Status($"{rows.Count + 1} of {count}: {task.Problem.Id}, {contender.Label} …");
                    var row = await RunAsync(composition, contender, configuration.Seed + (ulong)repeat, client, student, cancellationToken);
                    if (row.Outcome == SolveOutcome.Cancelled)
                    {
                        return rows.ToImmutable();
                    }

                    rows.Add(row);
                    onRow(row);
                }
            }
        }

        return rows.ToImmutable();
    }

    private async Task<ComparedRun> RunAsync(Composition composition, Contender contender, ulong seed, IChatClient? client, IChatClient? student, CancellationToken cancellationToken)
    {
        var session = composition.Session(new ContentHistory(), new Budget(configuration.Budget, context.Time), new RecordedTools([]), seed, new StatusOnly(context, composition.Problem.Id, contender.Label));
        var numbers = new CallNumbers();
        var parts = Proposers.Parts(composition, ForRun(client, configuration.Model, session, numbers), ForRun(student, configuration.Student, session, numbers), new PromptLibrary(configuration.Text(Settings.Templates)), null, []);
        var strategy = contender.Strategy.Create(parts, contender.Options);
        var result = await new Solver(context.Time).RunAsync(session, strategy, $"compare-{contender.Label}", cancellationToken);
        if (result.Failure is UserErrorException broken)
        {
            throw broken;
        }

        return new ComparedRun(composition.Problem.Id, contender.Label, seed, result.Outcome, await CorrectAsync(composition, result, seed, cancellationToken), result.Use, result.Reason);
    }

    private IChatClient? Client(string? name)
    {
        var model = name is null ? null : ModelReference.Parse(name);
        return model is null ? null : ModelFactory.Create(model, ModelSetUp.Options(configuration, model, context.Variable), context.Time);
    }

    /// <summary>The shared client stays open: the run's own wrapping of it is not disposed.</summary>
    private IChatClient? ForRun(IChatClient? client, string? name, Session session, CallNumbers numbers) => client is null || name is null
        ? null
        : ModelFactory.ForRun(client, name, session.Budget, ModelSetUp.Prices(configuration, ModelReference.Parse(name), name), context.Time, session.Report, numbers: numbers);

    private static async Task<bool?> CorrectAsync(Composition composition, SolveResult result, ulong seed, CancellationToken cancellationToken)
    {
        if (result is not { Outcome: SolveOutcome.Solved, Best: { } best })
        {
            return result.Outcome == SolveOutcome.NotSolved && composition.Task.HeldBack is not null ? false : null;
        }

        try
        {
            var grade = await composition.Grader().GradeAsync(composition.Task, best.Tree, seed, cancellationToken);
            return grade is null ? null : grade.Outcome == GradeOutcome.Passed;
        }
        catch (Exception failure) when (failure is SandboxException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>What goes on just now, on a terminal.</summary>
    private sealed class StatusOnly(CommandContext context, string task, string strategy) : IRunObserver
    {
        public void Observe(RunEvent happened)
        {
            if (happened is RunEvent.AttemptStarted started)
            {
                context.Terminal.Status($"{task}, {strategy}: attempt {started.Attempt} …");
            }
            else if (happened is RunEvent.Progress progress)
            {
                context.Terminal.Status($"{task}, {strategy}: {progress.Text}");
            }
        }
    }
}
