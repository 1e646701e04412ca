using System.Text.Json;
using CodeRefine.Models.Http;

namespace CodeRefine.Models.OpenAI;

/// <summary>What an OpenAI-compatible server says of itself.</summary>
public static class OpenAIServer
{
    private const int LongestList = 8 << 20;

    /// <summary>The models that it offers. A server that does not answer is a value, not an exception.</summary>
    public static async Task<ServerModels> ListAsync(ModelOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        using var http = ModelServer.NewHttpClient(options.OpenAIUrl);
        try
        {
            var models = await ModelsAsync(At(http, options, time), options, time, cancellationToken);
            return new ServerModels(options.OpenAIUrl, [.. models.Select(m => m.Id).OfType<string>().Order(StringComparer.Ordinal)], null);
        }
        catch (ModelException e)
        {
            return new ServerModels(options.OpenAIUrl, [], e.Message);
        }
    }

    internal static ModelServer At(HttpClient http, ModelOptions options, TimeProvider time) =>
        new(http, options.OpenAIUrl, options.OpenAIKey, "model", "start it, or set OPENAI_BASE_URL to where it runs (http://HOST:PORT/v1)", time, "OPENAI_API_KEY");

    internal static async Task<IReadOnlyList<OpenAIModel>> ModelsAsync(ModelServer server, ModelOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        using var clock = new CallClock(options, time, cancellationToken);
        using var response = await server.SendAsync<object>(HttpMethod.Get, "models", null, null, clock);
        if (!response.IsSuccessStatusCode)
        {
            throw await server.ErrorAsync(response, clock);
        }

        var body = await server.ReadBodyAsync(response, clock, LongestList);
        try
        {
            return JsonSerializer.Deserialize(body, OpenAIJson.Default.OpenAIModels)?.Data ?? [];
        }
        catch (JsonException e)
        {
            throw server.Malformed(body, e);
        }
    }
}
