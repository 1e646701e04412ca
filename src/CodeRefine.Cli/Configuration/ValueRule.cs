using System.Globalization;
using CodeRefine.Core;
using CodeRefine.Core.Words;
using CodeRefine.Models;

namespace CodeRefine.Cli.Configuration;

/// <summary>What a setting's value must be, in words that end "…is not ___".</summary>
/// <param name="Expected">For example <c>a whole number from 0 to 10000</c>.</param>
/// <param name="Choices">Every right value, where they can be listed.</param>
internal sealed record ValueRule(string Expected, Func<string, bool> Accepts, IReadOnlyList<string>? Choices = null)
{
    public static ValueRule Whole(long least, long most) => new(
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
        t => long.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && n >= least && n <= most);

    public static ValueRule Number(double least, double most) => new(
        string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"),
        t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && n >= least && n <= most);

    public static ValueRule Seed { get; } = new("a whole number from 0 to 18446744073709551615", t => ulong.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    public static ValueRule Duration { get; } = new("a time such as 90s, 10m or 1h30m", t => Durations.TryParse(t, out _));

    public static ValueRule OneOf(params string[] choices) => new($"one of {string.Join(", ", choices)}", t => choices.Contains(t, StringComparer.Ordinal), choices);

    /// <summary>Without a user name or a password in it: it ends up in records.</summary>
    public static ValueRule Url { get; } = new("an address such as http://localhost:11434", t => Uri.TryCreate(t, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0);

    public static ValueRule Text { get; } = new("a text", t => t.Trim().Length > 0);

    public static ValueRule Model { get; } = new("a model such as ollama:qwen2.5-coder:7b or openai:gpt-4o-mini", IsModel);

    /// <exception cref="UserErrorException">It is not; the message names where, the key, and the nearest right value.</exception>
    public void Require(string text, string where)
    {
        if (Accepted(text, where))
        {
            return;
        }

        var nearest = Choices is null ? null : NearestName.Of(text, Choices);
        throw new UserErrorException($"{where}: `{text}` is not {Expected}{(nearest is null ? "" : $"; did you mean `{nearest}`?")}{(nearest is null ? "." : "")}");
    }

    private bool Accepted(string text, string where)
    {
        try
        {
            return Accepts(text);
        }
        catch (UserErrorException wrong)
        {
            throw new UserErrorException($"{where}: {wrong.Message}", wrong);
        }
    }

    /// <summary>The reference's own words say more than "is not".</summary>
    private static bool IsModel(string text)
    {
        _ = ModelReference.Parse(text);
        return true;
    }
}
