using CodeRefine.Agent.Solving;
using CodeRefine.Agent.Tools;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Running;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Runs.Journals;
using CodeRefine.Evaluation.Suites;
using CodeRefine.Repositories.Runs;

namespace CodeRefine.Cli.Evaluations;

/// <summary>
/// One attempt of a strategy at one task, as <c>solve</c> makes it, into the run's journal; then the grade. An attempt that was interrupted goes on with what it was
/// answered and what it proposed. Held-back checks judge its nodes when the strategy has returned, and steer nothing.
/// </summary>
internal sealed class AttemptWork(CommandContext context, ResolvedConfiguration configuration, EvaluationStations stations, SolutionJudge judge, RunJournal journal, bool useCache)
{
    public async Task<JobResult> RunAsync(JobItem item, int tries, bool alone, CancellationToken cancellationToken)
    {
        var started = context.Time.GetUtcNow();
        var recorded = tries > 1 ? Recorded(item) : null;
        var seed = SampleSeed.Of(configuration.Seed, item.Task.Id, item.Sample);
        var composition = Compose(item, seed, out var unusable);
        var observer = new AttemptJournal(journal, item.Task.Id, item.Sample, context.Time);
        var budget = new Budget(composition.Configuration.Budget, context.Time, SpentBefore(recorded));
        var session = composition.Session(new AttemptHistory(), budget, new RecordedTools(recorded?.Events ?? []), observer);
        observer.Budget = budget;
        // Nothing is replayed from another run, so that no store of runs is looked into.
        using var proposers = Proposers.Create(composition, context, session, null!, new RunRecord("", null, DryRun: true, null, configuration.Values.ToDictionary()), recorded);
        var solved = await new Solver(context.Time).RunAsync(session, proposers.Strategy, journal.Run.Id, cancellationToken);
        Rethrow(solved, cancellationToken);
        var turns = await TurnsAsync(item.Task, observer, cancellationToken);
        return await CloseAsync(item, solved, composition.Problem.Sources, turns, observer, unusable, started, cancellationToken);
    }

    /// <summary>The machine's failures are the loop's to try again; only what the search itself came to is a sample's.</summary>
    private static void Rethrow(SolveResult solved, CancellationToken cancellationToken)
    {
        if (solved.Outcome == SolveOutcome.Cancelled)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        if (solved is { Outcome: SolveOutcome.Failed, Failure: { } failure })
        {
            throw failure is UserErrorException or SandboxException ? failure : new InvalidOperationException($"An attempt failed in a way that it should not: {failure.Message}", failure);
        }
    }

    private Composition Compose(JobItem item, ulong seed, out string unusable)
    {
        var task = item.Task.Task;
        unusable = "";
        var answered = item.Task.StartIsAnswer;
        if (item.Completion is { } completion)
        {
            var completed = item.Task.Form.Apply(completion);
            unusable = completed.Reason;
            answered |= completed.Sources is not null;
            task = completed.Sources is { } sources ? task with { Problem = task.Problem with { Sources = sources } } : task;
        }

        // Where a strategy is shown no check, the open place for an answer must not look like one.
        var open = !answered && !item.Task.ShowsChecks;
        var own = ConfigurationReader.With(configuration, Settings.Seed, seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Composition.Of(task, own, stations.References, stations.Sandbox, context.Time, open ? b => new OpenStart(b, task.Problem.Sources, task.Problem.Sources.Paths.First(), task.Problem.Id) : null);
    }

    private RecordedRun Recorded(JobItem item)
    {
        using var reader = journal.OpenReader();
        return new RecordedRun { Lines = [.. reader.Steps(item.Task.Id, item.Sample).Index().Select(s => new JournalLine(s.Index + 1, s.Item.Time, s.Item.Event))], TornTail = false };
    }

    /// <summary>Attempts and verdicts are made again from the recording; what was paid for was paid.</summary>
    private static BudgetUse? SpentBefore(RecordedRun? recorded)
    {
        var calls = recorded?.ModelCalls.Select(c => c.Ended).ToList() ?? [];
        return calls.Count == 0 ? null : new BudgetUse(0, calls.Count, calls.Sum(c => c.PromptTokens), calls.Sum(c => c.AnswerTokens), calls.Sum(c => c.Money), TimeSpan.Zero, 0);
    }

    private async Task<List<TurnRecord>> TurnsAsync(SuiteTask task, AttemptJournal observer, CancellationToken cancellationToken)
    {
        var turns = new List<TurnRecord>();
        var before = new SampleCost();
        foreach (var (node, use) in observer.Nodes)
        {
            var spent = AttemptJournal.Cost(use);
            var visible = task.ShowsChecks ? node.Verdict.Passed : (bool?)null;
            turns.Add(new TurnRecord
            {
                Turn = turns.Count,
                NodeId = node.Id,
                ParentId = node.Parent?.Id,
                Proposer = node.Proposal?.Proposer ?? "start",
                Verdict = node.Verdict.Kind,
                Score = node.Verdict.Score,
                VisiblePassed = visible,
                HeldBackPassed = await PassesAsync(task, node, visible, cancellationToken),
                Kind = node.Critique.Kind,
                Headline = node.Critique.Headline,
                Sources = node.Tree.Hash,
                Cost = (spent - before) with { Cpu = node.Verdict.Report?.Use.Cpu ?? TimeSpan.Zero },
            });
            before = spent;
        }

        return turns;
    }

    /// <summary>What fails a visible check that judges too needs no run to fail.</summary>
    private async Task<bool> PassesAsync(SuiteTask task, Node node, bool? visible, CancellationToken cancellationToken) =>
        (visible != false || !task.VisibleChecksJudge)
        && !(node.Parent is null && !task.StartIsAnswer && node.Tree.Hash == task.Task.Problem.Sources.Hash)
        && (await judge.JudgeAsync(task, node.Tree, configuration.Seed, useCache, cancellationToken)).Passed;

    private async Task<JobResult> CloseAsync(JobItem item, SolveResult solved, SourceTree start, List<TurnRecord> turns, AttemptJournal observer, string unusable, DateTimeOffset started, CancellationToken cancellationToken)
    {
        // A budget may be spent before the start has its verdict: the start is then all that there is.
        var best = solved.Best;
        var solution = best?.Tree ?? start;
        var judgement = await judge.JudgeAsync(item.Task, solution, configuration.Seed, useCache, cancellationToken);
        var overfitted = item.Task.ShowsChecks && solved.Outcome == SolveOutcome.Solved;
        var record = new SampleRecord
        {
            TaskId = item.Task.Id,
            Sample = item.Sample,
            Outcome = SampleOutcome.Judged,
            Passed = judgement.Passed,
            Verdict = judgement.Verdict,
            Grade = overfitted ? judgement.Grade.OfSolved() : judgement.Grade,
            Kind = judgement.Kind,
            Explanation = judgement.Passed ? "" : unusable.Length > 0 && best?.Parent is null ? unusable : judgement.Explanation,
            Turns = [.. turns],
            Cost = AttemptJournal.Cost(solved.Use) with { Cpu = judgement.Cpu + turns.Aggregate(TimeSpan.Zero, (sum, t) => sum + t.Cost.Cpu), Wall = context.Time.GetUtcNow() - started },
            SolvedBy = judgement.Passed ? By(best) : SolvedBy.Nobody,
            Solution = solution.Hash,
            Completion = item.Completion is { } text ? RunJournal.HashOf(text) : null,
            Output = judgement.Output,
            Cached = judgement.Cached,
            Started = started,
            Ended = context.Time.GetUtcNow(),
        };
        return new JobResult(record, [.. observer.Nodes.Select(n => n.Node.Tree).Append(solution).DistinctBy(t => t.Hash)], judgement.TimeDependent);
    }

    private static SolvedBy By(Node? best) => best switch
    {
        null or { Parent: null } => SolvedBy.Start,
        { ByTool: true } => SolvedBy.Tool,
        { Proposal.Proposer: "repair" } => SolvedBy.Repair,
        _ => SolvedBy.Model,
    };
}
