using CodeRefine.Agent;
using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Critics;
using CodeRefine.Agent.Prompts;
using CodeRefine.Agent.Repair;
using CodeRefine.Agent.Strategies.Refine;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Models;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Fixing;
using CodeRefine.Repositories.History;
using CodeRefine.Repositories.Sdk;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Patches;
using CodeRefine.Sandboxes;
using CodeRefine.Sandboxes.Images;
using Microsoft.Extensions.AI;

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

    /// <summary>Copied, loaded, built and measured: for one mending after the other.</summary>
    internal async Task<PreparedRepository> PrepareAsync(string repository, Func<FixRequest, FixRequest>? change = null)
    {
        Require();
        var folder = NewFolder();
        using var history = await HistoryAsync(folder);
        return await new FixRunner(Stations(history, null)).PrepareAsync(await RequestAsync(repository, folder, change), TestContext.Current.CancellationToken);
    }

    /// <param name="model">Null for the repair engine alone.</param>
    internal async Task<FixResult> MendAsync(PreparedRepository prepared, Func<FixRequest, FixRequest>? change = null, ScriptedModel? model = null)
    {
        var folder = NewFolder();
        using var history = await HistoryAsync(folder);
        var request = new FixRequest { Repository = prepared.Checkout.Origin, Folder = folder };
        return await new FixRunner(Stations(history, model)).MendAsync(prepared, change?.Invoke(request) ?? request, TestContext.Current.CancellationToken);
    }

    internal async Task<FixResult> FixAsync(string repository, Func<FixRequest, FixRequest>? change = null, ScriptedModel? model = null) => await MendAsync(await PrepareAsync(repository, change), change, model);

    private static async Task<GitHistory> HistoryAsync(string folder) =>
        await GitHistory.OpenAsync(await HistoryRepository.OpenAsync(Path.Combine(folder, "history.git"), TestContext.Current.CancellationToken), "run", TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken);

    private async Task<FixRequest> RequestAsync(string repository, string folder, Func<FixRequest, FixRequest>? change)
    {
        var request = new FixRequest { Repository = await UserRepository.OpenAsync(repository, State, TestContext.Current.CancellationToken), Folder = Path.Combine(folder, "copy") };
        return change?.Invoke(request) ?? request;
    }

    private FixStations Stations(GitHistory history, ScriptedModel? model)
    {
        var references = new ReferenceSet(TestHostFolder.Find());
        return new FixStations
        {
            Sdk = Sdk!,
            Sandbox = sandbox!,
            References = references,
            TestHostFolder = TestHostFolder.Find(),
            State = State,
            Time = TimeProvider.System,
            History = history,
            Budget = () => new Budget(new BudgetLimits { Attempts = 6 }, TimeProvider.System),
            Seed = 1,
            Observers = [new Told(Notes)],
            RunId = "run",
            Model = budget => model is null ? null : Client(model, budget),
            Strategy = (session, builder) => new RefineStrategy(model is null ? new AutoProposer(new RepairProposer(builder)) : new ChatProposer(Client(model, session.Budget), new PromptLibrary(null))),
            Stations = (_, builder, station, cells, nodes) => new Stations(station, new RoslynPatcher(references.Candidate), cells, new EvidenceCritic(builder), nodes),
            Note = text => { lock (Notes) { Notes.Add(text); } },
        };
    }

    private static IChatClient Client(ScriptedModel model, Budget budget) => ModelFactory.ForRun(model.Client(), "scripted", budget, ModelPrices.Free, TimeProvider.System, _ => { });

    private sealed class Told(List<string> notes) : IRunObserver
    {
        public void Observe(RunEvent happened)
        {
            if (happened is RunEvent.Progress progress)
            {
                lock (notes)
                {
                    notes.Add(progress.Text);
                }
            }
        }
    }
}
