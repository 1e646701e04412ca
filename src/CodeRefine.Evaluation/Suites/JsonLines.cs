using System.Globalization;
using System.Text.Json;
using CodeRefine.Core;

namespace CodeRefine.Evaluation.Suites;

/// <summary>Reads a file of one JSON object a line, a line at a time, within bounds.</summary>
internal static class JsonLines
{
    /// <summary>Characters of a line; no row of the known suites comes near it.</summary>
    public const int LongestLine = 4 << 20;

    /// <returns>Each object with the number of its line, from 1; empty lines are passed over.</returns>
    /// <exception cref="UserErrorException">The file cannot be read, or a line is no JSON object.</exception>
    public static IEnumerable<(int Line, JsonElement Row)> Read(string path)
    {
        using var reader = Open(path);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length > LongestLine)
            {
                throw Error(path, number, $"it has more than {LongestLine >> 20} Mi characters");
            }

            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return (number, Parse(path, number, line));
            }
        }
    }

    public static UserErrorException Error(string path, int line, string reason) => new(string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}: {reason}."));

    private static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be read: {refused.Message}", refused);
        }
    }

    private static JsonElement Parse(string path, int number, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw Error(path, number, "a row is a JSON object");
        }
        catch (JsonException broken)
        {
            throw Error(path, number, $"this is no valid JSON ({broken.Message.TrimEnd('.')})");
        }
    }
}
