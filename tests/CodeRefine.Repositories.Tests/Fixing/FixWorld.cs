using CodeRefine.Agent;
using CodeRefine.Agent.Critics;
using CodeRefine.Agent.Repair;
using CodeRefine.Agent.Strategies.Refine;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Fixing;
using CodeRefine.Repositories.History;
using CodeRefine.Repositories.Sdk;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Patches;
using CodeRefine.Sandboxes;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Repositories.Tests.Fixing;

/// <summary>The stations of an issue run, shared by the tests: one state folder, so that packages are restored once.</summary>
public sealed class FixWorld : IAsyncLifetime
{
    private readonly TestFolder state = new();
    private ISandbox? sandbox;
    private int runs;

    public ISdk? Sdk { get; private set; }

    /// <summary>All that was told.</summary>
    internal List<string> Notes { get; } = [];

    public async ValueTask InitializeAsync()
    {
        var probe = await SandboxProbe.RunAsync(CancellationToken.None);
        if (!probe.Bubblewrap.Usable)
        {
            return;
        }

        File.SetUnixFileMode(state.Path, (UnixFileMode)0b111_101_101);
        Sdk = await SdkFactory.CreateAsync(SandboxFactory.Bubblewrap, state.Path, CancellationToken.None);
        sandbox = await SandboxFactory.CreateAsync(SandboxFactory.Bubblewrap, 0, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (sandbox is not null)
        {
            await sandbox.DisposeAsync();
        }

        state.Dispose();
    }

    internal string State => state.Path;

    /// <summary>Skipped where bubblewrap does not work, failed where <c>CODEREFINE_REQUIRE_SANDBOXES=1</c>.</summary>
    internal void Require()
    {
        if (Sdk is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("CODEREFINE_REQUIRE_SANDBOXES") == "1", "bubblewrap does not work here, and CODEREFINE_REQUIRE_SANDBOXES asks for it.");
            Assert.Skip("bubblewrap does not work here: run sandboxes/setup.sh.");
        }
    }

    internal string NewFolder() => Directory.CreateDirectory(state[$"run-{Interlocked.Increment(ref runs)}"]).FullName;

    internal async Task<FixResult> FixAsync(string repository, Func<FixRequest, FixRequest>? change = null, Func<Session, RoslynBuilder, IProposer>? proposer = null)
    {
        Require();
        var cancellation = TestContext.Current.CancellationToken;
        var folder = NewFolder();
        var references = new ReferenceSet(TestHostFolder.Find());
        using var history = await GitHistory.OpenAsync(await HistoryRepository.OpenAsync(Path.Combine(folder, "history.git"), cancellation), "run", TimeProvider.System.GetUtcNow(), cancellation);
        proposer ??= (_, builder) => new AutoProposer(new RepairProposer(builder));
        var stations = new FixStations
        {
            Sdk = Sdk!,
            Sandbox = sandbox!,
            References = references,
            TestHostFolder = TestHostFolder.Find(),
            State = State,
            Time = TimeProvider.System,
            History = history,
            Budget = () => new Budget(new BudgetLimits(), TimeProvider.System),
            Seed = 1,
            Observers = [new Told(Notes)],
            RunId = "run",
            Strategy = (session, builder) => new RefineStrategy(proposer(session, builder)),
            Stations = (_, builder, station, cells, nodes) => new Stations(station, new RoslynPatcher(references.Candidate), cells, new EvidenceCritic(builder), nodes),
            Note = Notes.Add,
        };
        var origin = await UserRepository.OpenAsync(repository, State, cancellation);
        var request = new FixRequest { Repository = origin, Folder = Path.Combine(folder, "copy") };
        return await new FixRunner(stations).RunAsync(change?.Invoke(request) ?? request, cancellation);
    }

    private sealed class Told(List<string> notes) : IRunObserver
    {
        public void Observe(RunEvent happened)
        {
            if (happened is RunEvent.Progress progress)
            {
                notes.Add(progress.Text);
            }
        }
    }
}
