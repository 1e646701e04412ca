using CodeRefine.Core.Budgets;
using CodeRefine.Core.Events;
using CodeRefine.Models.Middleware;
using CodeRefine.Models.Ollama;
using CodeRefine.Models.OpenAI;
using Microsoft.Extensions.AI;

namespace CodeRefine.Models;

/// <summary>Makes chat clients, and puts the middleware around them in its one right order.</summary>
public static class ModelFactory
{
    /// <summary>A client for the model, which repeats what a server refused for the moment. Nothing is sent yet.</summary>
    /// <param name="report">Told of pauses before repeated tries; null for nobody.</param>
    public static IChatClient Create(ModelReference model, ModelOptions options, TimeProvider time, Action<RunEvent>? report = null)
    {
        var applied = model.Apply(options);
        IChatClient client = model.Provider == ModelProvider.Ollama
            ? new OllamaChatClient(model.Name, applied, time, model.ServerSettings)
            : new OpenAIChatClient(model.Name, applied, time, model.ServerSettings);
        return new RetryChatClient(client, applied, time, report);
    }

    /// <summary>
    /// A client for one run: drawn on its budget, then recorded, then replayed where there is something to replay, then asked. Only calls that
    /// the budget allows are recorded, and replayed ones are recorded anew, so that each journal is whole.
    /// </summary>
    /// <param name="client">From <see cref="Create"/> or the user's own (OllamaSharp's client is one); null where recorded answers must do.</param>
    /// <param name="name">For the journal.</param>
    /// <param name="report">For a run: <c>Session.Report</c>.</param>
    /// <param name="numbers">Of the run's calls, where it goes on with an interrupted part or asks several models; null for numbers of its own.</param>
    /// <param name="resumed">Answers of that part: drawn on the budget again, but neither asked for nor recorded again.</param>
    public static IChatClient ForRun(IChatClient? client, string name, Budget budget, ModelPrices prices, TimeProvider time, Action<RunEvent> report, RecordedAnswers? replay = null, CallNumbers? numbers = null, RecordedAnswers? resumed = null)
    {
        var source = replay is not null ? new ReplayChatClient(replay, client) : client ?? throw new ArgumentNullException(nameof(client), "Without recorded answers there must be a model.");
        IChatClient recording = new RecordingChatClient(source, name, prices, time, report, numbers);
        return new BudgetChatClient(resumed is null ? recording : new ReplayChatClient(resumed, recording), budget, prices, time);
    }
}
