using System.Text.Json;
using CodeRefine.Models.Http;

namespace CodeRefine.Models.Ollama;

/// <summary>What an Ollama server says of itself.</summary>
public static class OllamaServer
{
    private const int LongestList = 4 << 20;

    /// <summary>The models that are pulled. A server that does not answer is a value, not an exception.</summary>
    public static async Task<ServerModels> ListAsync(ModelOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        using var http = ModelServer.NewHttpClient(options.OllamaUrl);
        var server = At(http, options, time);
        try
        {
            using var clock = new CallClock(options, time, cancellationToken);
            using var response = await server.SendAsync<object>(HttpMethod.Get, "api/tags", null, null, clock);
            if (!response.IsSuccessStatusCode)
            {
                throw await server.ErrorAsync(response, clock);
            }

            var tags = Parse(server, await server.ReadBodyAsync(response, clock, LongestList), OllamaJson.Default.OllamaTags);
            return new ServerModels(options.OllamaUrl, [.. (tags.Models ?? []).Select(m => m.Name).OfType<string>().Order(StringComparer.Ordinal)], null);
        }
        catch (ModelException e)
        {
            return new ServerModels(options.OllamaUrl, [], e.Message);
        }
    }

    internal static ModelServer At(HttpClient http, ModelOptions options, TimeProvider time) =>
        new(http, options.OllamaUrl, null, "Ollama", "start it with `ollama serve`, or set OLLAMA_HOST to where it runs", time);

    /// <summary>The model's context length by <c>/api/show</c>; null where it does not say.</summary>
    internal static async Task<int?> ContextLengthAsync(ModelServer server, string model, Func<string, ModelException?> unknown, ModelOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        using var clock = new CallClock(options, time, cancellationToken);
        using var response = await server.SendAsync(HttpMethod.Post, "api/show", new OllamaShowRequest(model), OllamaJson.Default.OllamaShowRequest, clock);
        if (!response.IsSuccessStatusCode)
        {
            throw await server.ErrorAsync(response, clock, unknown);
        }

        var shown = Parse(server, await server.ReadBodyAsync(response, clock, LongestList), OllamaJson.Default.OllamaShown);

        // The key is named after the architecture: qwen2.context_length.
        var length = shown.ModelInfo?.FirstOrDefault(p => p.Key.EndsWith(".context_length", StringComparison.Ordinal)).Value;
        return length is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var tokens) && tokens > 0 ? tokens : null;
    }

    private static T Parse<T>(ModelServer server, string body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw server.Malformed(body, e);
        }
    }
}
