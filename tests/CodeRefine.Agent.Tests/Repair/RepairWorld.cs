using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Events;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Patches;
using CodeRefine.Sandboxes;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Agent.Tests.Repair;

/// <summary>A real builder, patcher and sandbox, shared by the tests; they skip where the machine has no sandbox.</summary>
public sealed class RepairWorld : IAsyncLifetime
{
    private static readonly ReferenceSet References = new(TestHostFolder.Find());
    private ISandbox? sandbox;
    private string whyNot = "";

    public RoslynBuilder Builder { get; } = new(References);

    public async ValueTask InitializeAsync()
    {
        try
        {
            sandbox = await SandboxFactory.CreateAsync(SandboxFactory.Auto, 0, TestContext.Current.CancellationToken);
        }
        catch (UserErrorException e)
        {
            whyNot = e.Message;
        }
    }

    public ValueTask DisposeAsync() => sandbox?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal async Task<RepairRun> StartAsync(SourceTree sources, string checks, BudgetLimits? limits = null, Func<Stations, Stations>? with = null)
    {
        Assert.SkipWhen(sandbox is null, whyNot);
        var problem = new Problem
        {
            Id = "sample",
            Title = "Sample",
            Statement = "",
            Sources = sources,
            Editable = new AllButReadOnly(),
            CheckSources = SourceTree.From(("tests/Tests.cs", "using Xunit; public class Tests { " + checks + " }")),
            Limits = new Limits { CheckTime = TimeSpan.FromSeconds(5), TotalTime = TimeSpan.FromSeconds(30) },
        };
        var run = new RepairRun();
        var stations = new Stations(Builder, new RoslynPatcher(References.Candidate), sandbox!, run, run);
        run.Session = new Session(problem, with?.Invoke(stations) ?? stations, new Budget((limits ?? new BudgetLimits()) with { WallTime = null }, TimeProvider.System), 7, [run]);
        await run.Session.StartAsync(TestContext.Current.CancellationToken);
        return run;
    }

    private sealed class AllButReadOnly : IEditablePaths
    {
        public bool Allows(string path, out string reason)
        {
            reason = "It is read-only.";
            return path != "ReadOnly.cs";
        }
    }
}

/// <summary>One session and what it told.</summary>
internal sealed class RepairRun : ICritic, IHistory, IRunObserver
{
    private int commits;

    public Session Session { get; set; } = null!;
    public List<RunEvent> Events { get; } = [];

    public void Observe(RunEvent happened) => Events.Add(happened);

    public Task<Critique> CritiqueAsync(Problem problem, SourceTree candidate, Verdict verdict, CancellationToken cancellationToken) =>
        Task.FromResult(new Critique { Kind = TaxonomyKind.None, Headline = verdict.Kind.ToString(), Text = "" });

    public Task<string> CommitAsync(NodeDraft draft, CancellationToken cancellationToken) => Task.FromResult($"{++commits}");

    /// <summary>Rounds of repair from the best node, until it passes or nothing is offered.</summary>
    public async Task<Node> RepairAsync(IProposer proposer, int rounds = 4)
    {
        for (var round = 0; round < rounds && !Session.Best.Verdict.Passed; round++)
        {
            if (await proposer.ProposeAsync(Session, Session.Best, TestContext.Current.CancellationToken) is not { } proposal)
            {
                break;
            }

            await Session.ExpandAsync(Session.Best, proposal, TestContext.Current.CancellationToken);
        }

        return Session.Best;
    }
}
