using System.Text.Json;
using System.Text.Json.Serialization;

namespace CodeRefine.Models.OpenAI;

// The chat completions API that OpenAI documents and others speak: https://platform.openai.com/docs/api-reference/chat

internal sealed record OpenAIMessage(string Role, string Content);

internal sealed record OpenAIStreamOptions(bool IncludeUsage);

internal sealed record OpenAIRequest(string Model, IReadOnlyList<OpenAIMessage> Messages, bool Stream, OpenAIStreamOptions StreamOptions)
{
    public JsonElement? Temperature { get; init; }
    public JsonElement? TopP { get; init; }
    public long? Seed { get; init; }
    public int? MaxTokens { get; init; }

    /// <summary>Further settings, beside the others in the request. Settable, since the serialiser's generator takes what is init-only for a constructor's parameter.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

/// <summary>A piece of the stream, or where a server does not stream, the whole answer.</summary>
internal sealed record OpenAIChunk(IReadOnlyList<OpenAIChoice>? Choices, OpenAIUsage? Usage, JsonElement? Error);

internal sealed record OpenAIChoice(OpenAIDelta? Delta, OpenAIDelta? Message, string? FinishReason);

/// <param name="ReasoningContent">What vLLM, llama.cpp and DeepSeek call the thoughts.</param>
/// <param name="Reasoning">What OpenRouter calls them.</param>
internal sealed record OpenAIDelta(string? Content, string? ReasoningContent, string? Reasoning);

internal sealed record OpenAIUsage(long? PromptTokens, long? CompletionTokens);

internal sealed record OpenAIModels(IReadOnlyList<OpenAIModel>? Data);

/// <summary>What servers add about the context differs: vLLM <c>max_model_len</c>, OpenRouter <c>context_length</c>, llama.cpp <c>meta.n_ctx</c>.</summary>
internal sealed record OpenAIModel(string? Id, int? MaxModelLen, int? ContextLength, OpenAIModelMeta? Meta);

internal sealed record OpenAIModelMeta(int? NCtx);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpenAIRequest))]
[JsonSerializable(typeof(OpenAIChunk))]
[JsonSerializable(typeof(OpenAIModels))]
internal sealed partial class OpenAIJson : JsonSerializerContext;
