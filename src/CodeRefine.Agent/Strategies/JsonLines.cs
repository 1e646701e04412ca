using System.Text.Json;

namespace CodeRefine.Agent.Strategies;

/// <summary>JSON objects in a model's answer, wherever they stand. What is none is passed over.</summary>
internal static class JsonLines
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, MaxDepth = 4 };

    /// <param name="most">Objects read at most.</param>
    public static List<JsonElement> In(string answer, int most)
    {
        var found = new List<JsonElement>();
        foreach (var line in answer.Split('\n'))
        {
            var (start, end) = (line.IndexOf('{', StringComparison.Ordinal), line.LastIndexOf('}'));
            if (start < 0 || end < start || found.Count >= most)
            {
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(line.AsMemory(start, end - start + 1), Lenient);
                found.Add(document.RootElement.Clone());
            }
            catch (JsonException)
            {
                // A model's prose, or JSON that it broke: the other lines count.
            }
        }

        return found;
    }
}
