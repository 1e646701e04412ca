using System.Globalization;
using System.Text.Json;

namespace CodeRefine.Models;

/// <summary>Turns options as people and callers give them into JSON values.</summary>
internal static class JsonValues
{
    /// <summary>A number or a boolean where the text is one, else a string.</summary>
    public static JsonElement FromText(string text) =>
        bool.TryParse(text, out var flag) ? Parse(flag ? "true" : "false")
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? From(whole)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? From(real)
        : Parse($"\"{JsonEncodedText.Encode(text)}\"");

    public static JsonElement From(long value) => Parse(value.ToString(CultureInfo.InvariantCulture));

    public static JsonElement From(double value) => Parse(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Shortest digits that read back as the same single: 0.2, not 0.20000000298.</summary>
    public static JsonElement From(float value) => Parse(value.ToString("R", CultureInfo.InvariantCulture));

    public static JsonElement FromObject(object? value) => value switch
    {
        JsonElement element => element,
        string text => Parse($"\"{JsonEncodedText.Encode(text)}\""),
        bool flag => Parse(flag ? "true" : "false"),
        float single => From(single),
        double or decimal or int or long or short or byte or uint => Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        null => Parse("null"),
        _ => throw new ArgumentException($"An option of type {value.GetType().Name} cannot be sent; give a text, a number or a boolean.", nameof(value)),
    };

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
