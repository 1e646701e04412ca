using System.Text.Json.Serialization;

namespace CodeRefine.Models;

/// <summary>How model servers are reached and how long they are waited for.</summary>
public sealed record ModelOptions
{
    public static ModelOptions Default { get; } = new();

    /// <summary>Default <c>http://127.0.0.1:11434</c>; environment <c>OLLAMA_HOST</c>.</summary>
    public Uri OllamaUrl { get; init; } = new("http://127.0.0.1:11434");

    /// <summary>With its version path. Default <c>https://api.openai.com/v1</c>; environment <c>OPENAI_BASE_URL</c>.</summary>
    public Uri OpenAIUrl { get; init; } = new("https://api.openai.com/v1");

    /// <summary>Environment <c>OPENAI_API_KEY</c>. Servers of one's own mostly need none.</summary>
    [JsonIgnore]
    public ApiKey? OpenAIKey { get; init; }

    /// <summary>Sampling temperature where a call sets none. Default 0.2, from 0 to 2; null leaves it to the server, always.</summary>
    public float? Temperature { get; init; } = 0.2f;

    /// <summary>Tokens of prompt and answer that the model can hold, where the server cannot be asked or should use less.</summary>
    public int? ContextLength { get; init; }

    /// <summary>Room kept for the answer, in tokens. Default 4,096.</summary>
    public int AnswerTokens { get; init; } = 4096;

    /// <summary>How long Ollama keeps the model loaded after a call. Default <c>10m</c>.</summary>
    public string KeepAlive { get; init; } = "10m";

    /// <summary>Longest wait for the first piece of an answer: a model may have to be loaded and a long prompt read on a slow machine. Default 5 min.</summary>
    public TimeSpan FirstPieceTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest silence between two pieces. Default 60 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest time for a whole answer. Default 15 min.</summary>
    public TimeSpan OverallTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Characters of an answer after which reading stops. Default 1,048,576.</summary>
    public int AnswerCharacters { get; init; } = 1 << 20;

    /// <summary>Further tries after a transient failure. Default 3, from 0 to 10.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Longest wait before a further try; a server that asks for more is given up on. Default 60 s.</summary>
    public TimeSpan LongestRetryWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Default free.</summary>
    public ModelPrices Prices { get; init; } = ModelPrices.Free;

    /// <summary>These options with what the environment sets: <c>OLLAMA_HOST</c>, <c>OPENAI_BASE_URL</c>, <c>OPENAI_API_KEY</c>.</summary>
    /// <param name="variable">Reads one variable; null or empty where it is not set.</param>
    /// <exception cref="Core.UserErrorException">A variable does not hold an address.</exception>
    public ModelOptions WithEnvironment(Func<string, string?> variable)
    {
        var (ollama, openai) = (variable("OLLAMA_HOST"), variable("OPENAI_BASE_URL"));
        return this with
        {
            OllamaUrl = string.IsNullOrWhiteSpace(ollama) ? OllamaUrl : ServerAddress.Parse(ollama, 11434, "OLLAMA_HOST"),
            OpenAIUrl = string.IsNullOrWhiteSpace(openai) ? OpenAIUrl : ServerAddress.Parse(openai, null, "OPENAI_BASE_URL"),
            OpenAIKey = ApiKey.FromText(variable("OPENAI_API_KEY")) ?? OpenAIKey,
        };
    }
}
