using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Core;
using CodeRefine.Core.Words;

namespace CodeRefine.Models;

/// <summary>
/// A model as it is named on a command line: <c>ollama:qwen2.5-coder:7b</c>, <c>openai:NAME</c>, with options after a question mark:
/// <c>openai:NAME?url=http://127.0.0.1:8000/v1&amp;temperature=0.7</c>.
/// </summary>
/// <param name="Name">As the server knows it.</param>
/// <param name="Options">Checked: <c>url</c>, <c>temperature</c> (0 to 2, or <c>default</c> to leave it to the server), <c>context</c> and <c>answer</c> (tokens), and the server's own.</param>
public sealed record ModelReference(ModelProvider Provider, string Name, ImmutableSortedDictionary<string, string> Options)
{
    private static readonly string[] Common = ["url", "temperature", "context", "answer"];
    private static readonly string[] OfOllama = ["keep_alive", "think", "top_k", "top_p", "min_p", "typical_p", "repeat_last_n", "repeat_penalty", "presence_penalty", "frequency_penalty", "num_gpu", "num_thread", "num_batch", "main_gpu", "num_keep", "stop", "mirostat", "mirostat_tau", "mirostat_eta"];
    private static readonly string[] OfOpenAI = ["top_p", "top_k", "min_p", "frequency_penalty", "presence_penalty", "repetition_penalty", "max_tokens", "max_completion_tokens", "reasoning_effort", "verbosity", "service_tier", "stop"];

    /// <summary>Options that are the client's own business; the rest goes to the server.</summary>
    internal ImmutableSortedDictionary<string, string> ServerSettings => Options.RemoveRange([.. Common, "keep_alive"]);

    /// <exception cref="UserErrorException">The text names no model; the message says what would.</exception>
    public static ModelReference Parse(string text)
    {
        text = text.Trim();
        var (head, query) = text.Split('?', 2) is [var h, var q] ? (h, q) : (text, "");
        var colon = head.IndexOf(':', StringComparison.Ordinal);
        var (prefix, name) = colon < 0 ? (head, "") : (head[..colon], head[(colon + 1)..].Trim());
        var provider = prefix.ToLowerInvariant() switch
        {
            "ollama" => ModelProvider.Ollama,
            "openai" => ModelProvider.OpenAI,
            _ => throw new UserErrorException(Unprefixed(head, prefix)),
        };
        if (name.Length == 0 || name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            throw new UserErrorException($"The model '{text}' lacks a name; write it as {(provider == ModelProvider.Ollama ? "ollama:qwen2.5-coder:7b" : "openai:NAME")}.");
        }

        var options = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split('=', 2) is [var k, var v] ? (k, Uri.UnescapeDataString(v)) : throw new UserErrorException($"The model option '{pair}' has no value; write it as {pair}=VALUE.");
            options[key] = Checked(provider, key, value);
        }

        return new ModelReference(provider, name, options.ToImmutable());
    }

    public override string ToString() => $"{Provider.ToString().ToLowerInvariant()}:{Name}{(Options.IsEmpty ? "" : "?" + string.Join('&', Options.Select(o => $"{o.Key}={o.Value.Replace("&", "%26", StringComparison.Ordinal)}")))}";

    /// <summary>The options with what this reference says in their place.</summary>
    public ModelOptions Apply(ModelOptions options)
    {
        var url = Options.TryGetValue("url", out var address) ? ServerAddress.Parse(address, Provider == ModelProvider.Ollama ? 11434 : null, "The model option url") : null;
        return options with
        {
            OllamaUrl = Provider == ModelProvider.Ollama ? url ?? options.OllamaUrl : options.OllamaUrl,
            OpenAIUrl = Provider == ModelProvider.OpenAI ? url ?? options.OpenAIUrl : options.OpenAIUrl,
            Temperature = !Options.TryGetValue("temperature", out var t) ? options.Temperature : t == "default" ? null : float.Parse(t, CultureInfo.InvariantCulture),
            ContextLength = Options.TryGetValue("context", out var c) ? int.Parse(c, CultureInfo.InvariantCulture) : options.ContextLength,
            AnswerTokens = Options.TryGetValue("answer", out var a) ? int.Parse(a, CultureInfo.InvariantCulture) : options.AnswerTokens,
            KeepAlive = Options.GetValueOrDefault("keep_alive", options.KeepAlive),
        };
    }

    private static string Checked(ModelProvider provider, string key, string value)
    {
        string[] known = [.. Common, .. provider == ModelProvider.Ollama ? OfOllama : OfOpenAI];
        if (!known.Contains(key))
        {
            var hint = key is "num_ctx" or "num_predict" ? $"; use {(key == "num_ctx" ? "context" : "answer")}." : NearestName.Of(key, known) is { } near ? $"; did you mean {near}?" : ".";
            throw new UserErrorException($"The model option '{key}' is not known{hint} Known are {string.Join(", ", known)}.");
        }

        var right = key switch
        {
            "temperature" => value == "default" || (float.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var t) && t is >= 0 and <= 2) ? null : "a number from 0 to 2, or default",
            "context" or "answer" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 256 and <= 10_000_000 ? null : "a number of tokens from 256 to 10000000",
            _ => value.Length > 0 ? null : "a value",
        };
        return right is null ? value : throw new UserErrorException($"The model option {key} is '{value}'; it must be {right}.");
    }

    private static string Unprefixed(string head, string prefix) => prefix.Length > 0 && EditDistance.Between(prefix.ToLowerInvariant(), "ollama") <= 2 ? $"The model '{head}' names no provider that is known; write ollama:NAME."
        : prefix.Length > 0 && EditDistance.Between(prefix.ToLowerInvariant(), "openai") <= 2 ? $"The model '{head}' names no provider that is known; write openai:NAME."
        : $"The model '{head}' names no provider; write ollama:{(head.Length == 0 ? "NAME" : head)} for an Ollama server, or openai:{(head.Length == 0 ? "NAME" : head)} for an OpenAI-compatible one.";
}
