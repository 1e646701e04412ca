using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Critics;
using CodeRefine.Agent.Prompts;
using CodeRefine.Agent.Repair;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Agent.Tools;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Search;
using CodeRefine.Models;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Patches;
using Microsoft.Extensions.AI;

namespace CodeRefine.Cli.Wiring;

/// <summary>Who searches in a repository: the seam between issue runs and the catalogue of strategies.</summary>
internal sealed class FixProposers(ResolvedConfiguration configuration, CommandContext context, ReferenceSet references) : IDisposable
{
    private readonly List<IChatClient> clients = [];

    public string Description => configuration.Model is { } model && configuration.Proposer != "repair" ? $"{(configuration.Proposer == "chat" ? "" : "repair engine, then ")}model {model}" : "repair engine (no model)";

    public IStrategy Strategy(Session session, RoslynBuilder builder)
    {
        var prompts = new PromptLibrary(configuration.Text(Settings.Templates));
        var client = configuration.Proposer == "repair" ? null : Client(session);
        var parts = new StrategyParts
        {
            Model = client is null ? null : new ChatStation(client, prompts, new ChatStationOptions { Concurrency = configuration.ModelConcurrency }),
            Repair = configuration.Proposer == "chat" ? null : new RepairProposer(builder, time: context.Time),
        };
        return StrategyCatalogue.Get(configuration.Strategy).Create(parts, configuration.StrategyOptions(configuration.Strategy));
    }

    public Stations Stations(RoslynBuilder builder, IBuilder station, ISandbox sandbox, IHistory history) => new(station, new RoslynPatcher(references.Candidate), sandbox, new EvidenceCritic(builder), history)
    {
        Corrector = configuration.ToolCorrection is { } correction ? new ToolCorrection(builder, correction) : null,
        Neighbourhood = configuration.Neighbourhood is { } neighbourhood ? new Neighbourhood(builder, neighbourhood, context.Time) : null,
    };

    public void Dispose() => clients.ForEach(c => c.Dispose());

    private IChatClient? Client(Session session)
    {
        if (configuration.Model is not { } name)
        {
            return null;
        }

        var model = ModelReference.Parse(name);
        var live = ModelFactory.Create(model, ModelSetUp.Options(configuration, model, context.Variable), context.Time, session.Report);
        var client = ModelFactory.ForRun(live, model.ToString(), session.Budget, ModelSetUp.Prices(configuration, model), context.Time, session.Report);
        clients.Add(client);
        return client;
    }
}
