using CodeRefine.Core.Budgets;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Events;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Core.Tests;

/// <summary>The session's own rules, over stations whose behaviour is written in the candidate's text: <c>pass</c>, <c>fail</c>, <c>hang</c>, <c>broken</c>.</summary>
public sealed class SessionTests
{
    private readonly Recorder recorder = new();
    private readonly TextStations stations = new();

    [Fact]
    public async Task The_root_is_the_problem_as_it_was()
    {
        var session = Session("fail");
        var root = await session.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(VerdictKind.CheckFailed, root.Verdict.Kind);
        Assert.Equal(0, root.Attempt);
        Assert.Null(root.Parent);
        Assert.Equal(1, session.Budget.Use.Verdicts);
    }

    [Fact]
    public async Task A_patch_that_mends_becomes_the_best_node_with_the_root_as_its_parent()
    {
        var session = Session("fail");
        var root = await session.StartAsync(default);
        var made = await session.ExpandAsync(root, Whole("pass"), default);

        Assert.True(made.Node!.Verdict.Passed);
        Assert.Same(root, made.Node.Parent);
        Assert.Same(made.Node, session.Best);
        Assert.Equal(["commit 0", "commit 1"], stations.Commits);
    }

    [Fact]
    public async Task A_state_seen_before_is_not_verified_again_and_names_its_twin()
    {
        var session = Session("fail");
        var root = await session.StartAsync(default);
        var spent = session.Budget.Use.Verdicts;
        var again = await session.ExpandAsync(root, Whole("fail"), default);

        Assert.Null(again.Node);
        Assert.Contains("same code as attempt 0", again.Rejection, StringComparison.Ordinal);
        Assert.Equal(spent, session.Budget.Use.Verdicts);
    }

    [Fact]
    public async Task A_proposal_without_a_patch_costs_an_attempt_and_is_reported_with_its_notes()
    {
        var session = Session("fail");
        var root = await session.StartAsync(default);
        var none = await session.ExpandAsync(root, new Proposal("chat", null, "The answer held no code."), default);

        Assert.Equal("The answer held no code.", none.Rejection);
        Assert.Equal(1, session.Budget.Use.Attempts);
        Assert.Contains(recorder.Events, e => e is RunEvent.ProposalRejected { Attempt: 1 });
    }

    [Fact]
    public async Task The_best_node_outlives_a_spent_budget()
    {
        var session = Session("broken", new BudgetLimits { Attempts = 1 });
        var root = await session.StartAsync(default);
        var better = await session.ExpandAsync(root, Whole("fail"), default);

        await Assert.ThrowsAsync<BudgetExhaustedException>(() => session.ExpandAsync(root, Whole("pass"), default));
        Assert.Same(better.Node, session.Best);
    }

    [Fact]
    public async Task A_hang_is_run_once_more_with_a_step_budget_to_find_its_place()
    {
        var session = Session("hang");
        var root = await session.StartAsync(default);

        Assert.Equal(VerdictKind.TimedOut, root.Verdict.Kind);
        Assert.Equal(("a.cs", 7), (root.Verdict.HangSite!.Path, root.Verdict.HangSite.Line));
    }

    [Fact]
    public async Task The_proposal_is_reported_before_its_node()
    {
        var session = Session("fail");
        var root = await session.StartAsync(default);
        await session.ExpandAsync(root, Whole("pass"), default);

        var proposed = recorder.Events.FindIndex(e => e is RunEvent.Proposed);
        var added = recorder.Events.FindLastIndex(e => e is RunEvent.NodeAdded);
        Assert.True(proposed >= 0 && proposed < added);
    }

    private static Proposal Whole(string text) => new("test", new Patch([new Edit.WholeFile("a.cs", text)], text));

    private Session Session(string text, BudgetLimits? limits = null)
    {
        var problem = new Problem { Id = "p", Title = "p", Statement = "", Sources = SourceTree.From(("a.cs", text)), Editable = new Everything(), CheckSources = SourceTree.Empty };
        return new Session(problem, new Stations(stations, stations, stations, stations, stations), new Budget(limits ?? new BudgetLimits(), TimeProvider.System), 1, [recorder]);
    }

    private sealed class Recorder : IRunObserver
    {
        public List<RunEvent> Events { get; } = [];
        public void Observe(RunEvent happened) => Events.Add(happened);
    }

    private sealed class Everything : IEditablePaths
    {
        public bool Allows(string path, out string reason)
        {
            reason = "";
            return true;
        }
    }

    private sealed class TextStations : IBuilder, IPatcher, ISandbox, ICritic, IHistory
    {
        public List<string> Commits { get; } = [];
        public string Name => "text";
        public int Capacity => 1;

        public Task<BuildResult> BuildAsync(Problem problem, SourceTree candidate, CancellationToken cancellationToken) =>
            Task.FromResult<BuildResult>(candidate["a.cs"].Text == "broken" ? Samples.Broken(1) : Image(candidate["a.cs"].Text));

        public Task<BuildResult.Success?> BuildForHangAsync(Problem problem, SourceTree candidate, CancellationToken cancellationToken) =>
            Task.FromResult<BuildResult.Success?>(Image("stepped"));

        public PatchResult Apply(Problem problem, SourceTree tree, Patch patch) =>
            new PatchResult.Applied(patch.Edits.OfType<Edit.WholeFile>().Aggregate(tree, (t, e) => t.With(e.Path, e.Text)));

        public Task<CheckReport> RunAsync(CheckRun run, CancellationToken cancellationToken)
        {
            var built = Samples.Built("T.A");
            return Task.FromResult(run.Candidate.Name switch
            {
                "pass" => Samples.Report(built, HostEnd.Completed, CheckStatus.Passed),
                "hang" => Samples.Report(built, new HostEnd(HostEndKind.TimedOut, "T.A"), CheckStatus.TimedOut),
                "stepped" => new CheckReport
                {
                    End = HostEnd.Completed,
                    Results = [new CheckResult { Check = built.Checks[0], Status = CheckStatus.Failed, Failures = [new CheckFailure { Case = "T.A", ExceptionType = "Budget", Message = "", Stack = [new StackFrameInfo("Probe.Step", null, 0), new StackFrameInfo("A.Loop", "a.cs", 7)] }] }],
                },
                _ => Samples.Report(built, HostEnd.Completed, CheckStatus.Failed),
            });
        }

        public Task<Critique> CritiqueAsync(Problem problem, SourceTree candidate, Verdict verdict, CancellationToken cancellationToken) =>
            Task.FromResult(new Critique { Kind = TaxonomyKind.Logic, Headline = verdict.Kind.ToString(), Text = "" });

        public Task<string> CommitAsync(NodeDraft draft, CancellationToken cancellationToken)
        {
            Commits.Add($"commit {draft.Attempt}");
            return Task.FromResult($"{draft.Attempt:x40}");
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static BuildResult.Success Image(string name) => Samples.Built("T.A") with { Candidate = new AssemblyImage(name, [], []) };
    }
}
