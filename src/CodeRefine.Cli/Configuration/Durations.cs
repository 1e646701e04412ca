using System.Globalization;
using System.Text.RegularExpressions;

namespace CodeRefine.Cli.Configuration;

/// <summary>Times as people type them: <c>90s</c>, <c>10m</c>, <c>1h30m</c>, <c>500ms</c>.</summary>
internal static partial class Durations
{
    public static bool TryParse(string text, out TimeSpan time)
    {
        time = TimeSpan.Zero;
        var match = Parts().Match(text);
        if (!match.Success || text.Length == 0)
        {
            return false;
        }

        var seconds = (Part(match, "h") * 3600) + (Part(match, "m") * 60) + Part(match, "s") + (Part(match, "ms") / 1000);
        if (seconds is <= 0 or > 31 * 24 * 3600)
        {
            return false;
        }

        time = TimeSpan.FromSeconds(seconds);
        return true;
    }

    public static string Show(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1000 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min{(time.Seconds > 0 ? $" {time.Seconds} s" : "")}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min"),
    };

    private static double Part(Match match, string name) =>
        match.Groups[name] is { Success: true } group && double.TryParse(group.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"^(?=\d)(?:(?<h>\d{1,6}(?:\.\d+)?)h)?(?:(?<m>\d{1,6}(?:\.\d+)?)m(?!s))?(?:(?<s>\d{1,8}(?:\.\d+)?)s)?(?:(?<ms>\d{1,9})ms)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
