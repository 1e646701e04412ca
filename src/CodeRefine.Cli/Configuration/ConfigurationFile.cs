using System.Globalization;
using System.Text.Json;
using CodeRefine.Core;
using CodeRefine.Core.Words;

namespace CodeRefine.Cli.Configuration;

/// <summary>Reads one <c>coderefine.json</c>: comments and trailing commas are fine, unknown keys and wrong values are not.</summary>
internal static class ConfigurationFile
{
    public const string Name = "coderefine.json";
    private const int MostBytes = 1 << 20;
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 8 };
    private static readonly string[] Sections = [.. Settings.All.Select(s => s.Key).Where(k => k.Contains('.')).Select(k => k.Split('.')[0]).Append("prices").Append("strategyOptions").Distinct()];

    /// <summary>Keys with dots and their values as text.</summary>
    /// <exception cref="UserErrorException">It is not readable, not JSON, or holds a wrong key or value.</exception>
    public static Dictionary<string, SettingValue> Read(string path, SourceKind kind)
    {
        using var document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new UserErrorException($"{path}: a configuration is one JSON object, {{ … }}.");
        }

        var values = new Dictionary<string, SettingValue>(StringComparer.Ordinal);
        foreach (var (key, element) in Flatten("", document.RootElement, path))
        {
            // "$schema" is what editors look for; it configures nothing.
            if (key != "$schema")
            {
                values[key] = new SettingValue(Value(path, key, element), path, kind);
            }
        }

        return values;
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (info.Length > MostBytes)
            {
                throw new UserErrorException($"{path}: {info.Length} bytes are too many for a configuration; the most is {MostBytes}.");
            }

            return JsonDocument.Parse(File.ReadAllBytes(path).AsMemory(), Lenient);
        }
        catch (JsonException failure)
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{path}, line {failure.LineNumber + 1}: this is not JSON: {Brief(failure.Message)}"), failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    private static IEnumerable<(string Key, JsonElement Value)> Flatten(string prefix, JsonElement element, string path)
    {
        foreach (var property in element.EnumerateObject())
        {
            var key = prefix + property.Name;
            if (property.Value.ValueKind != JsonValueKind.Object)
            {
                yield return (key, property.Value);
                continue;
            }

            if (prefix.Length == 0 && !Sections.Contains(key))
            {
                throw Unknown(path, key);
            }

            foreach (var inner in Flatten(key + ".", property.Value, path))
            {
                yield return inner;
            }
        }
    }

    private static string Value(string path, string key, JsonElement element)
    {
        var rule = RuleFor(path, key);
        var text = element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!,
            JsonValueKind.Number => element.GetRawText(),
            JsonValueKind.True or JsonValueKind.False when key.StartsWith(Settings.StrategyOptionsPrefix, StringComparison.Ordinal) => element.GetBoolean() ? "on" : "off",
            _ => throw new UserErrorException($"{path}: {key}: {Brief(element.GetRawText())} is not {rule.Expected}."),
        };
        rule.Require(text, $"{path}: {key}");
        return Resolved(path, key, text);
    }

    private static ValueRule RuleFor(string path, string key)
    {
        if (key.StartsWith(Settings.PricesPrefix, StringComparison.Ordinal))
        {
            return key.EndsWith(".input", StringComparison.Ordinal) || key.EndsWith(".output", StringComparison.Ordinal)
                ? Settings.PriceRule
                : throw new UserErrorException($"{path}: {key} is unknown: a model's prices are `input` and `output`, in dollars for a million tokens.");
        }

        if (key.StartsWith(Settings.StrategyOptionsPrefix, StringComparison.Ordinal))
        {
            return StrategyOptions.RuleFor(key, path);
        }

        if (key.EndsWith("apiKey", StringComparison.OrdinalIgnoreCase))
        {
            throw new UserErrorException($"{path}: {key}: a key does not belong in a configuration file; name the environment variable that holds it with `openai.apiKeyEnv`, or a file with `openai.apiKeyFile`.");
        }

        return Settings.All.FirstOrDefault(s => s.Key == key)?.Rule ?? throw Unknown(path, key);
    }

    private static string Resolved(string path, string key, string text)
    {
        var setting = Settings.All.FirstOrDefault(s => s.Key == key);
        if (setting?.OnlyTyped.Contains(text) == true)
        {
            throw new UserErrorException($"{path}: {key}: `{text}` is only taken when it is typed: `{setting.Flag} {text}`.");
        }

        return setting?.IsPath == true ? Path.GetFullPath(text, Path.GetDirectoryName(path)!) : text;
    }

    private static UserErrorException Unknown(string path, string key)
    {
        var nearest = NearestName.Of(key, Settings.All.Select(s => s.Key).Concat(Sections));
        return new UserErrorException($"{path}: the key `{Brief(key)}` is unknown{(nearest is null ? $"; the keys are {string.Join(", ", Settings.All.Select(s => s.Key))}, prices.NAME.input and prices.NAME.output." : $"; did you mean `{nearest}`?")}");
    }

    private static string Brief(string text) => text.Length <= 120 ? text : string.Concat(text.AsSpan(0, 119), "…");
}
