using System.Runtime.CompilerServices;
using System.Text.Json;
using CodeRefine.Models.Http;
using Microsoft.Extensions.AI;

namespace CodeRefine.Models.OpenAI;

/// <summary>
/// Chats with a model of any server that speaks OpenAI's chat completions: OpenAI itself, vLLM, llama.cpp, LM Studio, OpenRouter. Streamed, with usage.
/// </summary>
/// <remarks>
/// A small client of our own and not the official SDK: what is needed of it is one request and one stream, which are common to all these servers; the SDK adds
/// 5.9 MB of assemblies (2.15.0) to a tool that is to start in well under half a second, it retries by itself, which would hide calls from the budget, its errors
/// do not keep every server's own words, and an adapter to <see cref="IChatClient"/> would have to be written all the same.
/// Failures are <see cref="ModelException"/>. Safe for concurrent calls.
/// </remarks>
public sealed class OpenAIChatClient : IChatClient, IContextLength
{
    private readonly string model;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly ModelOptions options;
    private readonly TimeProvider time;
    private readonly HttpClient http;
    private readonly ModelServer server;
    private readonly ChatClientMetadata metadata;
    private (bool Known, int? Length) context;

    /// <param name="settings">Sent in each request as they are (<c>top_p</c>, <c>reasoning_effort</c>, <c>max_completion_tokens</c>, …).</param>
    public OpenAIChatClient(string model, ModelOptions options, TimeProvider time, IReadOnlyDictionary<string, string>? settings = null)
    {
        (this.model, this.options, this.time) = (model, options, time);
        this.settings = settings ?? new Dictionary<string, string>();
        http = ModelServer.NewHttpClient(options.OpenAIUrl);
        server = OpenAIServer.At(http, options, time);
        metadata = new ChatClientMetadata("openai", options.OpenAIUrl, model);
    }

    public int AnswerTokens => options.AnswerTokens;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var clock = new CallClock(this.options, time, cancellationToken);
        using var response = await server.SendAsync(HttpMethod.Post, "chat/completions", Request(messages, options), OpenAIJson.Default.OpenAIRequest, clock);
        if (!response.IsSuccessStatusCode)
        {
            throw await server.ErrorAsync(response, clock, Unknown);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(clock.Token);
        var events = new ServerEvents(new LineReader(stream, clock, server.Name), server, whole: response.Content.Headers.ContentType?.MediaType == "application/json");
        var cap = new AnswerCap(this.options.AnswerCharacters);
        string? finish = null;
        while (await events.NextAsync() is { } data)
        {
            var chunk = Parse(data);
            var choice = chunk.Choices is [var first, ..] ? first : null;
            var delta = choice?.Delta ?? choice?.Message;
            if ((delta?.ReasoningContent ?? delta?.Reasoning) is { Length: > 0 } thought)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent(cap.Take(thought))]) { ModelId = model };
            }

            if (delta?.Content is { Length: > 0 } text)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, cap.Take(text)) { ModelId = model };
            }

            if (cap.IsFull)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, []) { ModelId = model, FinishReason = ChatFinishReason.Length }.WithNote(cap.Note);
                yield break;
            }

            finish = choice?.FinishReason ?? finish;
            if (chunk.Usage is { } usage)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = usage.PromptTokens, OutputTokenCount = usage.CompletionTokens })]) { ModelId = model };
            }
        }

        // Some servers leave out the closing [DONE]; the reason for finishing is what tells a whole answer from one cut off.
        if (finish is null && !events.Done)
        {
            throw new ModelException(ModelFailure.CutOff, $"{server.Name} cut its answer off: the stream ended before it was done.");
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, []) { ModelId = model, FinishReason = finish is null ? ChatFinishReason.Stop : new ChatFinishReason(finish) }
            .WithNote(finish switch
            {
                "length" => "The answer was stopped at the token limit before it was done.",
                "content_filter" => "The server's content filter stopped the answer.",
                _ => null,
            });
    }

    /// <summary>As the server's list of models says it, or the options; a server without a list says nothing.</summary>
    public async ValueTask<int?> GetContextLengthAsync(CancellationToken cancellationToken)
    {
        if (!context.Known)
        {
            context = (true, options.ContextLength ?? await AskContextLengthAsync(cancellationToken));
        }

        return context.Length;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose() => http.Dispose();

    private async Task<int?> AskContextLengthAsync(CancellationToken cancellationToken)
    {
        try
        {
            var models = await OpenAIServer.ModelsAsync(server, options, time, cancellationToken);
            return models.FirstOrDefault(m => m.Id == model) is { } found ? found.MaxModelLen ?? found.ContextLength ?? found.Meta?.NCtx : null;
        }
        catch (ModelException e) when (e.Failure is not (ModelFailure.Unreachable or ModelFailure.Unauthorized))
        {
            // The list is a convenience that not every server has; the call itself will say what is wrong.
            return null;
        }
    }

    private OpenAIRequest Request(IEnumerable<ChatMessage> messages, ChatOptions? call)
    {
        var turns = messages.Select(m => new OpenAIMessage(m.Role.Value, m.Text)).ToList();
        if (call?.Instructions is { Length: > 0 } instructions)
        {
            turns.Insert(0, new OpenAIMessage("system", instructions));
        }

        var more = settings.ToDictionary(s => s.Key, s => JsonValues.FromText(s.Value));
        foreach (var (name, value) in call?.AdditionalProperties?.Where(p => !CallTags.IsOurs(p.Key)) ?? [])
        {
            more[name] = JsonValues.FromObject(value);
        }

        // The call's own word comes before the model's settings.
        foreach (var name in new[] { ("top_p", call?.TopP is not null), ("max_tokens", call?.MaxOutputTokens is not null) }.Where(n => n.Item2).Select(n => n.Item1))
        {
            more.Remove(name);
        }

        return new OpenAIRequest(model, turns, true, new OpenAIStreamOptions(true))
        {
            Temperature = options.Temperature is { } usual ? JsonValues.From(call?.Temperature ?? usual) : null,
            TopP = call?.TopP is { } topP ? JsonValues.From(topP) : null,
            Seed = call?.Seed,
            MaxTokens = call?.MaxOutputTokens,
            More = more,
        };
    }

    private OpenAIChunk Parse(string data)
    {
        try
        {
            var chunk = JsonSerializer.Deserialize(data, OpenAIJson.Default.OpenAIChunk) ?? throw new JsonException("null");
            return chunk.Error is not { ValueKind: not JsonValueKind.Null } error ? chunk
                : throw new ModelException(ModelFailure.BrokeOff, $"{server.Name} broke off its answer: {server.Scrub(ErrorWords.From(error))}");
        }
        catch (JsonException e)
        {
            throw server.Malformed(data, e);
        }
    }

    private ModelException? Unknown(string words) => words.Contains("model", StringComparison.OrdinalIgnoreCase)
        ? new ModelException(ModelFailure.UnknownModel, $"{server.Name} has no model {model} ({words}); `coderefine doctor` lists those that it has.")
        : new ModelException(ModelFailure.Refused, $"{server.Name} has no chat completions at that address ({(words.Length == 0 ? "status 404" : words)}); OPENAI_BASE_URL mostly ends in /v1.");
}
