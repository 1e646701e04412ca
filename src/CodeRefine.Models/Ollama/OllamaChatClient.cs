using System.Runtime.CompilerServices;
using System.Text.Json;
using CodeRefine.Models.Http;
using Microsoft.Extensions.AI;

namespace CodeRefine.Models.Ollama;

/// <summary>
/// Chats with a model through Ollama's native API (<c>/api/chat</c>, streamed), which unlike its OpenAI-compatible one lets the
/// caller set the context window. A prompt is never shortened in silence: <c>num_ctx</c> follows its size, one that does not fit is an
/// error, and the server's own count of the prompt is compared with the window afterwards.
/// </summary>
/// <remarks>Failures are <see cref="ModelException"/>. Safe for concurrent calls.</remarks>
public sealed class OllamaChatClient : IChatClient, IContextLength
{
    private readonly string model;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly ModelOptions options;
    private readonly TimeProvider time;
    private readonly HttpClient http;
    private readonly ModelServer server;
    private readonly OllamaWindow window;
    private readonly ChatClientMetadata metadata;
    private (bool Known, int? Length) context;

    /// <param name="settings">Sent with each call: <c>think</c> beside the options, everything else in them (<c>top_k</c>, <c>num_gpu</c>, …).</param>
    public OllamaChatClient(string model, ModelOptions options, TimeProvider time, IReadOnlyDictionary<string, string>? settings = null)
    {
        (this.model, this.options, this.time) = (model, options, time);
        this.settings = settings ?? new Dictionary<string, string>();
        http = ModelServer.NewHttpClient(options.OllamaUrl);
        server = OllamaServer.At(http, options, time);
        window = new OllamaWindow(options.AnswerTokens);
        metadata = new ChatClientMetadata("ollama", options.OllamaUrl, model);
    }

    public int AnswerTokens => options.AnswerTokens;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var prompt = messages.ToList();
        var (size, request) = await RequestAsync(prompt, options, cancellationToken);
        using var clock = new CallClock(this.options, time, cancellationToken);
        using var response = await server.SendAsync(HttpMethod.Post, "api/chat", request, OllamaJson.Default.OllamaChatRequest, clock);
        if (!response.IsSuccessStatusCode)
        {
            throw await server.ErrorAsync(response, clock, Unknown);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(clock.Token);
        var lines = new LineReader(stream, clock, server.Name);
        var cap = new AnswerCap(this.options.AnswerCharacters);
        while (true)
        {
            var line = await lines.ReadLineAsync() ?? throw new ModelException(ModelFailure.CutOff, $"{server.Name} cut its answer off: the stream ended without its last line.");
            if (line.Length == 0)
            {
                continue;
            }

            var chunk = Parse(line);
            if (chunk.Message?.Thinking is { Length: > 0 } thought)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent(cap.Take(thought))]) { ModelId = model };
            }

            if (chunk.Message?.Content is { Length: > 0 } text)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, cap.Take(text)) { ModelId = model };
            }

            if (cap.IsFull)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, []) { ModelId = model, FinishReason = ChatFinishReason.Length }.WithNote(cap.Note);
                yield break;
            }

            if (chunk.Done == true)
            {
                yield return Last(chunk, size);
                yield break;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int?> GetContextLengthAsync(CancellationToken cancellationToken)
    {
        if (!context.Known)
        {
            var shown = await OllamaServer.ContextLengthAsync(server, model, Unknown, options, time, cancellationToken);
            context = (true, options.ContextLength is { } set ? Math.Min(set, shown ?? set) : shown);
        }

        return context.Length;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose() => http.Dispose();

    private async Task<((int Context, long Prompt) Size, OllamaChatRequest Request)> RequestAsync(List<ChatMessage> prompt, ChatOptions? options, CancellationToken cancellationToken)
    {
        var length = await GetContextLengthAsync(cancellationToken);
        var tokens = TokenEstimate.Of(prompt);
        var (numCtx, predict) = window.Fit(tokens, options?.MaxOutputTokens, length)
            ?? throw new ModelException(ModelFailure.PromptTooLong, $"The prompt takes about {tokens} tokens, and the model {model} holds {length}; choose a model with a longer context, or make the task's files and statement shorter.");
        var turns = prompt.Select(m => new OllamaMessage(m.Role.Value, m.Text)).ToList();
        if (options?.Instructions is { Length: > 0 } instructions)
        {
            turns.Insert(0, new OllamaMessage("system", instructions));
        }

        var sent = new OllamaChatRequest(model, turns, true, this.options.KeepAlive, Options(options, numCtx, predict))
        {
            Think = settings.TryGetValue("think", out var think) ? JsonValues.FromText(think) : null,
        };
        return ((numCtx, tokens), sent);
    }

    private Dictionary<string, JsonElement> Options(ChatOptions? call, int numCtx, int predict)
    {
        var sent = new Dictionary<string, JsonElement>();
        foreach (var (name, value) in settings.Where(s => s.Key != "think"))
        {
            sent[name] = JsonValues.FromText(value);
        }

        foreach (var (name, value) in call?.AdditionalProperties?.Where(p => !CallTags.IsOurs(p.Key)) ?? [])
        {
            sent[name] = JsonValues.FromObject(value);
        }

        Set("temperature", options.Temperature is { } usual ? JsonValues.From(call?.Temperature ?? usual) : null);
        Set("seed", call?.Seed is { } seed ? JsonValues.From(seed) : null);
        Set("top_p", call?.TopP is { } topP ? JsonValues.From(topP) : null);
        Set("top_k", call?.TopK is { } topK ? JsonValues.From((long)topK) : null);
        Set("num_ctx", JsonValues.From((long)numCtx));
        Set("num_predict", JsonValues.From((long)predict));
        return sent;

        void Set(string name, JsonElement? value)
        {
            if (value is { } given)
            {
                sent[name] = given;
            }
        }
    }

    private OllamaChunk Parse(string line)
    {
        try
        {
            var chunk = JsonSerializer.Deserialize(line, OllamaJson.Default.OllamaChunk) ?? throw new JsonException("null");
            return chunk.Error is not { ValueKind: not JsonValueKind.Null } error ? chunk
                : throw new ModelException(ModelFailure.BrokeOff, $"{server.Name} broke off its answer: {ErrorWords.From(error)}");
        }
        catch (JsonException e)
        {
            throw server.Malformed(line, e);
        }
    }

    private ChatResponseUpdate Last(OllamaChunk chunk, (int Context, long Prompt) size)
    {
        if (chunk.PromptEvalCount >= size.Context)
        {
            throw new ModelException(ModelFailure.PromptTooLong, $"{server.Name} shortened the prompt to the {size.Context} tokens of its window, so the answer is of no use; the prompt was thought to take {size.Prompt}.");
        }

        var usage = new UsageDetails { InputTokenCount = chunk.PromptEvalCount, OutputTokenCount = chunk.EvalCount };
        var stopped = chunk.DoneReason == "length";
        return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(usage)])
        {
            ModelId = model,
            FinishReason = stopped ? ChatFinishReason.Length : ChatFinishReason.Stop,
        }.WithNote(stopped ? "The answer was stopped at the token limit before it was done." : null);
    }

    private ModelException? Unknown(string words) => words.Contains("not found", StringComparison.OrdinalIgnoreCase) && words.Contains("model", StringComparison.OrdinalIgnoreCase)
        ? new ModelException(ModelFailure.UnknownModel, $"{server.Name} has no model {model}; get it with `ollama pull {model}`.")
        : null;
}
