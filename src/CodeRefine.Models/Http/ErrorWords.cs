using System.Text.Json;

namespace CodeRefine.Models.Http;

/// <summary>Finds the sentence in a server's error, whichever of the usual shapes it has: <c>{"error":"…"}</c>, <c>{"error":{"message":"…"}}</c>, <c>{"message":"…"}</c>, <c>{"detail":"…"}</c>, or plain text.</summary>
internal static class ErrorWords
{
    private const int Longest = 400;

    public static string From(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Find(document.RootElement) ?? OneLine(body, Longest);
        }
        catch (JsonException)
        {
            return OneLine(body, Longest);
        }
    }

    public static string From(JsonElement error) => Find(error) ?? OneLine(error.GetRawText(), Longest);

    /// <summary>Servers have no common code for it; these words are llama.cpp's, vLLM's, Ollama's and OpenAI's.</summary>
    public static bool MeansTooLong(string words) =>
        words.Contains("context", StringComparison.OrdinalIgnoreCase)
        && (words.Contains("exceed", StringComparison.OrdinalIgnoreCase) || words.Contains("maximum", StringComparison.OrdinalIgnoreCase));

    /// <summary>One line without control characters, cut with an ellipsis.</summary>
    public static string OneLine(string text, int longest)
    {
        var clean = new string([.. text.Take(longest).Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        return text.Length > longest ? clean + "…" : clean;
    }

    private static string? Find(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return OneLine(element.GetString() ?? "", Longest);
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var name in (ReadOnlySpan<string>)["error", "message", "detail"])
        {
            if (element.TryGetProperty(name, out var inner) && Find(inner) is { } words)
            {
                return words;
            }
        }

        return null;
    }
}
