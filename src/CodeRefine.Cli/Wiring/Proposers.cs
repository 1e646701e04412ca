using CodeRefine.Agent;
using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Generated;
using CodeRefine.Agent.Memory;
using CodeRefine.Agent.Prompts;
using CodeRefine.Agent.Repair;
using CodeRefine.Agent.Repair.Agreement;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Core;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Models;
using CodeRefine.Models.Middleware;
using CodeRefine.Repositories.Runs;
using CodeRefine.Roslyn.Compile;
using Microsoft.Extensions.AI;

namespace CodeRefine.Cli.Wiring;

/// <summary>Who proposes in a run, and the strategy that asks.</summary>
internal sealed class Proposers : IDisposable
{
    private readonly IChatClient?[] clients;

    private Proposers(string name, string? model, IChatClient?[] clients, IStrategy strategy) => (Name, Model, this.clients, Strategy) = (name, model, clients, strategy);

    public string Name { get; }

    /// <summary>Null where none is asked.</summary>
    public string? Model { get; }
    public IStrategy Strategy { get; }

    public string Description => Strategy.Name is "auto" or "refine" ? Asked : $"{Strategy.Name}, model {Model}";

    private string Asked => Name switch
    {
        "repair" => "repair engine only",
        "chat" => $"model {Model}",
        _ when Model is null => "repair engine (no model configured)",
        _ => $"repair engine, then model {Model}",
    };

    /// <summary>What can be wrong about it is said before a run is made.</summary>
    /// <exception cref="UserErrorException">A model is needed and there is none, or the model's or the strategy's options are wrong.</exception>
    public static void Require(ResolvedConfiguration configuration, CommandContext context, string? replay)
    {
        var strategy = StrategyCatalogue.Get(configuration.Strategy);
        strategy.Require(configuration.StrategyOptions(strategy.Name));
        if (strategy.NeedsModel && configuration.Proposer == "repair")
        {
            throw new UserErrorException($"The strategy {strategy.Name} asks a model, and {Settings.Proposer.Flag} repair is no model: leave it out, or use {Settings.Strategy.Flag} auto or refine.");
        }

        if (configuration.Model is { } name && replay is null)
        {
            foreach (var model in new[] { name, configuration.Student }.OfType<string>().Select(ModelReference.Parse))
            {
                _ = ModelSetUp.Options(configuration, model, context.Variable);
            }
        }
        else if (configuration.Proposer == "chat" && replay is null)
        {
            throw new UserErrorException($"The chat proposer needs a model: name one by {Settings.Model.Flag}, for example {Settings.Model.Flag} ollama:qwen2.5-coder:7b, or use {Settings.Proposer.Flag} repair.");
        }
        else if (strategy.NeedsModel && replay is null)
        {
            throw new UserErrorException($"The strategy {strategy.Name} needs a model: name one by {Settings.Model.Flag}, for example {Settings.Model.Flag} ollama:qwen2.5-coder:7b, or use {Settings.Strategy.Flag} auto, which works without.");
        }

        _ = new PromptLibrary(configuration.Text(Settings.Templates));
    }

    /// <param name="resumed">What it proposed and was answered is not asked for again.</param>
    public static Proposers Create(Composition composition, CommandContext context, Session session, RunStore store, RunRecord record, RecordedRun? resumed, IReflectionMemory? memory = null)
    {
        var configuration = composition.Configuration;
        var recording = Recording.Of(store, record, resumed);
        var client = configuration.Proposer == "repair" ? null : Client(configuration, context, session, recording, configuration.Model);
        var student = client is null || configuration.Student is null ? null : Client(configuration, context, session, recording, configuration.Student);
        var prompts = new PromptLibrary(configuration.Text(Settings.Templates));
        IPatchJudge? judge = context.AskPerson ? new ConsolePatchJudge(context.Terminal, Console.In) : client is null ? null : new ChatPatchJudge(client, prompts);
        var model = client is null ? null : configuration.Model ?? $"answers recorded in {record.Replay}";
        var strategy = StrategyCatalogue.Get(configuration.Strategy).Create(Parts(composition, client, student, prompts, judge, resumed?.Events ?? [], memory), configuration.StrategyOptions(configuration.Strategy));
        return new Proposers(configuration.Proposer, model, [client, student], strategy);
    }

    /// <inheritdoc cref="Parts(ResolvedConfiguration, RoslynBuilder, TimeProvider, IChatClient?, IChatClient?, PromptLibrary, IPatchJudge?, IEnumerable{RunEvent}, IReflectionMemory?)"/>
    public static StrategyParts Parts(Composition composition, IChatClient? client, IChatClient? student, PromptLibrary prompts, IPatchJudge? judge, IEnumerable<RunEvent> earlier, IReflectionMemory? memory = null) =>
        Parts(composition.Configuration, composition.Builder, composition.Time, client, student, prompts, judge, earlier, memory);

    /// <param name="student">Null for the model itself.</param>
    /// <param name="earlier">Events of the interrupted part of the same run; empty for a new one.</param>
    /// <param name="memory">Null for one as long as the run.</param>
    public static StrategyParts Parts(ResolvedConfiguration configuration, RoslynBuilder builder, TimeProvider time, IChatClient? client, IChatClient? student, PromptLibrary prompts, IPatchJudge? judge, IEnumerable<RunEvent> earlier, IReflectionMemory? memory)
    {
        var options = new ChatStationOptions { Concurrency = configuration.ModelConcurrency };
        return new StrategyParts
        {
            Model = client is null ? null : new ChatStation(client, prompts, options),
            Student = student is null ? null : new ChatStation(student, prompts, options),
            Generators = client is null ? [] : [.. new[] { ChatCheckGenerator.Properties, ChatCheckGenerator.Tests, ChatCheckGenerator.Twin }.Select(t => new ChatCheckGenerator(client, prompts, configuration.Model ?? "recorded", t))],
            Repair = configuration.Proposer == "chat" ? null : new RecordedProposer(earlier, new RepairProposer(builder, time: time, judge: judge)),
            Memory = memory ?? new RunMemory(),
        };
    }

    public void Dispose() => Array.ForEach(clients, c => c?.Dispose());

    /// <summary>Where the run's answers come from that need no server, and the numbers of its calls: the same for all models of a run.</summary>
    private sealed record Recording(RecordedAnswers? Replay, RecordedAnswers? Resumed, CallNumbers Numbers)
    {
        public static Recording Of(RunStore store, RunRecord record, RecordedRun? resumed) => new(
            record.Replay is { } id ? new RecordedAnswers(store.Get(id).ReadJournal().Events) : null,
            resumed is null ? null : new RecordedAnswers(resumed.Events),
            new CallNumbers(resumed?.ModelCalls.Length ?? 0));
    }

    /// <param name="name">The model; null where only a recording can answer.</param>
    private static IChatClient? Client(ResolvedConfiguration configuration, CommandContext context, Session session, Recording recording, string? name)
    {
        var model = name is null ? null : ModelReference.Parse(name);
        if (model is null && recording.Replay is null)
        {
            return null;
        }

        // A replay asks no server: what is not recorded is an error, so that it never differs in silence.
        var live = model is null || recording.Replay is not null ? null : ModelFactory.Create(model, ModelSetUp.Options(configuration, model, context.Variable), context.Time, session.Report);
        var prices = model is null ? ModelPrices.Free : ModelSetUp.Prices(configuration, model, name);
        return ModelFactory.ForRun(live, model?.ToString() ?? "recorded", session.Budget, prices, context.Time, session.Report, recording.Replay, recording.Numbers, recording.Resumed);
    }
}
