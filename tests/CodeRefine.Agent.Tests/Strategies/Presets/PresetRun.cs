using System.Globalization;
using System.Text;
using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Generated;
using CodeRefine.Agent.Prompts;
using CodeRefine.Agent.Solving;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Agent.Tests.Fakes;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Models;
using CodeRefine.Models.Middleware;
using Microsoft.Extensions.AI;

namespace CodeRefine.Agent.Tests.Strategies.Presets;

/// <summary>One run of a preset in the world of words, with everything that a real run has around it: budget, recording, solver.</summary>
internal sealed class PresetRun
{
    public required Session Session { get; init; }
    public required SolveResult Result { get; init; }
    public required IReadOnlyList<RunEvent> Events { get; init; }

    /// <summary>Runs in the sandbox that were really made.</summary>
    public required int Runs { get; init; }

    public IEnumerable<string> Tree => Session.Nodes.Select(n => $"{n.Attempt} {n.Id} {n.Parent?.Id}").Append($"answer {Session.Answer.Id}");

    /// <param name="earlier">What an interrupted part of the same run had journaled.</param>
    public static async Task<PresetRun> RunAsync(Preset preset, IChatClient? model, IEnumerable<RunEvent>? earlier = null, BudgetLimits? limits = null, IProposer? repair = null, CancellationToken cancellationToken = default)
    {
        var world = preset.World();
        var before = earlier?.ToList() ?? [];
        world.Recorded = new RecordedEvidence(before);
        var session = world.Session(limits ?? new BudgetLimits { Attempts = preset.Attempts });
        var (numbers, resumed) = (new CallNumbers(before.OfType<RunEvent.ModelCallEnded>().Count()), earlier is null ? null : new RecordedAnswers(before));
        IChatClient? ForRun(IChatClient? client, string name) =>
            client is null ? null : ModelFactory.ForRun(client, name, session.Budget, ModelPrices.Free, TimeProvider.System, session.Report, numbers: numbers, resumed: resumed);
        var (asked, student) = (ForRun(model, "scripted"), ForRun(preset.Student is null ? null : model is ReplayChatClient ? model : new TemplateModel(preset.Student), "student"));
        var parts = new StrategyParts
        {
            Model = asked is null ? null : new ChatStation(asked, new PromptLibrary()),
            Student = student is null ? null : new ChatStation(student, new PromptLibrary()),
            Generators = asked is null || !preset.AsksForChecks ? [] : [new ChatCheckGenerator(asked, new PromptLibrary(), "scripted", ChatCheckGenerator.Properties)],
            Repair = repair is null ? null : new RecordedProposer(before, repair),
        };
        var strategy = StrategyCatalogue.Get(preset.Strategy).Create(parts, preset.Options);
        var result = await new Solver(TimeProvider.System).RunAsync(session, strategy, "run", cancellationToken);
        return new PresetRun { Session = session, Result = result, Events = world.Events, Runs = world.Runs };
    }

    /// <summary>The calls in order with their prompts, and what became of the run.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        foreach (var call in Events.OfType<RunEvent.ModelCallStarted>())
        {
            var prompt = string.Join("\n\n", call.Prompt.Select(t => $"=== {t.Role}\n{t.Text}"));
            text.Append(CultureInfo.InvariantCulture, $"##### call {call.Call}: {call.Template}{(call.Sample is { } s ? $", sample {s}" : "")}{(call.Model == "student" ? ", to the student" : "")}\n{prompt.TrimEnd('\n')}\n\n");
        }

        text.Append("##### what happened\n");
        foreach (var happened in Events)
        {
            var line = happened switch
            {
                RunEvent.NodeAdded n => $"attempt {n.Attempt} of {Session.Nodes.First(x => x.Id == n.Id).Parent?.Attempt}: {n.Verdict} {n.Score.ToString("0.##", CultureInfo.InvariantCulture)}, {n.Headline}",
                RunEvent.ProposalRejected r => $"attempt {r.Attempt} rejected: {r.Reason}",
                RunEvent.Noted n => $"{n.Step}: {n.Text.ReplaceLineEndings(" / ")}",
                RunEvent.Chosen c => $"chosen: attempt {c.Attempt}, {c.Reason}",
                RunEvent.Stuck s => $"stuck: {s.Pattern}",
                _ => null,
            };
            if (line is not null)
            {
                text.Append(line).Append('\n');
            }
        }

        return text.Append(CultureInfo.InvariantCulture, $"{Result.Outcome}, attempt {Session.Answer.Attempt}: {Result.Reason}\n").ToString();
    }
}
