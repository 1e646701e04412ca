using System.Text.Json;
using System.Text.Json.Serialization;

namespace CodeRefine.Models.Ollama;

// Ollama's native API, as documented for server 0.13: https://github.com/ollama/ollama/blob/main/docs/api.md

internal sealed record OllamaMessage(string Role, string Content);

internal sealed record OllamaChatRequest(string Model, IReadOnlyList<OllamaMessage> Messages, bool Stream, string KeepAlive, Dictionary<string, JsonElement> Options)
{
    /// <summary>Servers that know these two say an error instead of dropping a part of the prompt; older ones pass over them.</summary>
    public bool Truncate { get; init; }
    public bool Shift { get; init; }
    public JsonElement? Think { get; init; }
}

internal sealed record OllamaAnswer(string? Content, string? Thinking);

/// <summary>One line of the stream.</summary>
internal sealed record OllamaChunk(OllamaAnswer? Message, bool? Done, string? DoneReason, long? PromptEvalCount, long? EvalCount, JsonElement? Error);

internal sealed record OllamaShowRequest(string Model);

internal sealed record OllamaShown(Dictionary<string, JsonElement>? ModelInfo);

internal sealed record OllamaTags(IReadOnlyList<OllamaTag>? Models);

internal sealed record OllamaTag(string? Name);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OllamaChatRequest))]
[JsonSerializable(typeof(OllamaChunk))]
[JsonSerializable(typeof(OllamaShowRequest))]
[JsonSerializable(typeof(OllamaShown))]
[JsonSerializable(typeof(OllamaTags))]
internal sealed partial class OllamaJson : JsonSerializerContext;
