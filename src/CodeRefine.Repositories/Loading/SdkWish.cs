using System.Text.Json;

namespace CodeRefine.Repositories.Loading;

/// <summary>The SDK that a repository's global.json asks for.</summary>
internal sealed record SdkWish(string Version, string RollForward)
{
    private static readonly JsonDocumentOptions lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Null where it asks for none.</summary>
    public static SdkWish? Of(string globalJson)
    {
        if (!File.Exists(globalJson))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(globalJson), lenient);
            return document.RootElement.TryGetProperty("sdk", out var sdk) && sdk.TryGetProperty("version", out var version) && version.GetString() is { } text
                ? new SdkWish(text, sdk.TryGetProperty("rollForward", out var roll) ? roll.GetString() ?? "" : "latestPatch")
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or IOException)
        {
            // The SDK itself says what is wrong with it.
            return null;
        }
    }

    /// <summary>Whether one of the installed versions will do, by the rules of <c>rollForward</c>.</summary>
    public bool Suits(IEnumerable<string> installed)
    {
        if (!System.Version.TryParse(Version.Split('-')[0], out var wanted))
        {
            return true;
        }

        return installed.Select(v => System.Version.TryParse(v.Split('-')[0], out var parsed) ? parsed : null).OfType<System.Version>().Any(v => RollForward.ToUpperInvariant() switch
        {
            "DISABLE" => v == wanted,
            "PATCH" or "LATESTPATCH" => v.Major == wanted.Major && v.Minor == wanted.Minor && v.Build / 100 == wanted.Build / 100 && v >= wanted,
            "FEATURE" or "LATESTFEATURE" => v.Major == wanted.Major && v.Minor == wanted.Minor && v >= wanted,
            "MINOR" or "LATESTMINOR" => v.Major == wanted.Major && v >= wanted,
            _ => v >= wanted,
        });
    }
}
