using CodeRefine.Agent.Solving;
using CodeRefine.Agent.Tools;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Search;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Tasks;
using CodeRefine.Repositories.History;
using CodeRefine.Repositories.Runs;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>Runs the repair engine over many tasks as <c>solve</c> runs it over one: the same strategy, history, confirmation and grader, with the sandbox kept warm between them.</summary>
internal sealed class RepairRunner : IDisposable
{
    private readonly string state = Directory.CreateTempSubdirectory("coderefine-bench-").FullName;
    private readonly Composition composition;
    private readonly CommandContext context;
    private readonly RunStore store;

    public RepairRunner(Composition composition, CommandContext context)
    {
        (this.composition, this.context) = (composition, context);
        store = RunStore.Open(state);
    }

    /// <exception cref="OperationCanceledException">The user has had enough.</exception>
    public async Task<RepairResult> RunAsync(LoadedTask task, CancellationToken cancellationToken)
    {
        var sandbox = new CountingSandbox(composition.Sandbox);
        var entry = composition.For(task, sandbox);
        var record = new RunRecord(task.Folder, null, DryRun: true, null, entry.Configuration.Values.ToDictionary());
        var run = store.Create(record.ToJson(), context.Time, entry.Configuration.Seed);
        var repository = await HistoryRepository.OpenAsync(store.HistoryFolder, cancellationToken);
        using var history = await GitHistory.OpenAsync(repository, run.Id, run.Started, cancellationToken);
        var session = entry.Session(history, new Budget(entry.Configuration.Budget, context.Time), new RecordedTools([]));
        using var proposers = Proposers.Create(entry, context, session, store, record, resumed: null);
        var solved = await new Solver(context.Time).RunAsync(session, proposers.Strategy, run.Id, cancellationToken);
        if (solved.Outcome == SolveOutcome.Cancelled)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        var (outcome, reason) = await JudgeAsync(entry, solved, cancellationToken);
        return new RepairResult(outcome, session.Nodes.Count > 0 ? session.Root.Verdict.Kind : null, sandbox.Screened, sandbox.Time.TotalSeconds, solved.Use.WallTime.TotalSeconds, Patch(solved.Best), reason);
    }

    public void Dispose() => Directory.Delete(state, recursive: true);

    private static async Task<(RepairOutcome Outcome, string Reason)> JudgeAsync(Composition entry, SolveResult solved, CancellationToken cancellationToken)
    {
        if (solved.Outcome != SolveOutcome.Solved)
        {
            return (solved.Outcome == SolveOutcome.Failed ? RepairOutcome.Failed : RepairOutcome.NotSolved, solved.Reason);
        }

        try
        {
            var grade = await entry.Grader().GradeAsync(entry.Task, solved.Best!.Tree, entry.Configuration.Seed, cancellationToken);
            return grade?.Outcome switch
            {
                null => (RepairOutcome.Failed, "It holds no checks back."),
                GradeOutcome.Passed => (RepairOutcome.Correct, ""),
                GradeOutcome.InvalidChecks => (RepairOutcome.Failed, grade.Summary),
                _ => (RepairOutcome.Overfitted, grade.Summary),
            };
        }
        catch (Exception failure) when (failure is SandboxException or UserErrorException && !cancellationToken.IsCancellationRequested)
        {
            return (RepairOutcome.Failed, failure.Message);
        }
    }

    private static string Patch(Node? best)
    {
        var steps = new List<string>();
        for (var at = best; at?.Proposal is { } proposal; at = at.Parent)
        {
            steps.Insert(0, proposal.Patch?.Summary ?? "");
        }

        return string.Join("; then ", steps);
    }
}
