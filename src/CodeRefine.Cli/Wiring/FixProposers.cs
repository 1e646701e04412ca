using CodeRefine.Agent.Critics;
using CodeRefine.Agent.Evidence;
using CodeRefine.Agent.Generated;
using CodeRefine.Agent.Memory;
using CodeRefine.Agent.Prompts;
using CodeRefine.Agent.Repair.Agreement;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Agent.Tools;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Models;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Instrument.Tracing;
using CodeRefine.Roslyn.Patches;
using Microsoft.Extensions.AI;

namespace CodeRefine.Cli.Wiring;

/// <summary>Who searches in a repository: the seam between issue runs and the catalogue of strategies. The same parts as for a task.</summary>
/// <param name="report">Told of model calls that no session makes.</param>
internal sealed class FixProposers(ResolvedConfiguration configuration, CommandContext context, ReferenceSet references, IReflectionMemory? memory, Action<RunEvent> report) : IDisposable
{
    private readonly List<IChatClient> clients = [];

    public string Description => configuration.Model is { } model && configuration.Proposer != "repair" ? $"{(configuration.Proposer == "chat" ? "" : "repair engine, then ")}model {model}" : "repair engine (no model)";

    public IStrategy Strategy(Session session, RoslynBuilder builder)
    {
        var prompts = new PromptLibrary(configuration.Text(Settings.Templates));
        var client = Client(configuration.Model, session.Budget, session.Report);
        var student = client is null ? null : Client(configuration.Student, session.Budget, session.Report);
        IPatchJudge? judge = context.AskPerson ? new ConsolePatchJudge(context.Terminal, Console.In) : client is null ? null : new ChatPatchJudge(client, prompts);
        return StrategyCatalogue.Get(configuration.Strategy).Create(Proposers.Parts(configuration, builder, context.Time, client, student, prompts, judge, [], memory), configuration.StrategyOptions(configuration.Strategy));
    }

    public Stations Stations(RoslynBuilder builder, IBuilder station, ISandbox sandbox, IHistory history) => new(station, new RoslynPatcher(references.Candidate), sandbox, new EvidenceCritic(builder), history)
    {
        Corrector = configuration.ToolCorrection is { } correction ? new ToolCorrection(builder, correction) : null,
        Neighbourhood = configuration.Neighbourhood is { } neighbourhood ? new Neighbourhood(builder, neighbourhood, context.Time) : null,
        TraceCritiques = configuration.Traces,
        Tracer = new RoslynTracer(builder),
        Generators = [new ShapeCheckGenerator(builder)],
        CheckScreen = new CheckScreen(builder),
        Regressions = new RegressionWriter(),
        Clusters = new BehaviourClusters(builder),
    };

    /// <summary>For what is asked before a search begins; null where no model is configured or it is not to be used.</summary>
    public IChatClient? Model(Budget budget) => Client(configuration.Model, budget, report);

    public void Dispose() => clients.ForEach(c => c.Dispose());

    private IChatClient? Client(string? name, Budget budget, Action<RunEvent> told)
    {
        if (name is null || configuration.Proposer == "repair")
        {
            return null;
        }

        var model = ModelReference.Parse(name);
        var live = ModelFactory.Create(model, ModelSetUp.Options(configuration, model, context.Variable), context.Time, told);
        var client = ModelFactory.ForRun(live, model.ToString(), budget, ModelSetUp.Prices(configuration, model), context.Time, told);
        clients.Add(client);
        return client;
    }
}
