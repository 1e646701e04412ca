using System.Globalization;
using System.Text.RegularExpressions;

namespace CodeRefine.Evaluation.Tasks.Projects;

/// <summary>
/// What a target framework stands for when its sources are compiled. All run on the runtime of today; a project of an older
/// framework keeps its language version, since newer ones break older code (<c>field</c> in C# 14).
/// https://learn.microsoft.com/dotnet/csharp/language-reference/language-versioning
/// </summary>
internal static partial class Frameworks
{
    public static string LangVersion(string framework) => Major(framework) switch
    {
        >= 10 => "default",
        >= 5 and var major => string.Create(CultureInfo.InvariantCulture, $"{major + 4}.0"),
        _ => framework.StartsWith("netcoreapp3", StringComparison.OrdinalIgnoreCase) || framework.Equals("netstandard2.1", StringComparison.OrdinalIgnoreCase) ? "8.0" : "7.3",
    };

    public static IEnumerable<string> Defines(string framework)
    {
        var major = Major(framework) ?? 10;
        string[] always = ["DEBUG", "TRACE", "NET", "NETCOREAPP", $"NET{major}_0"];
        return always.Concat(Enumerable.Range(5, Math.Max(0, major - 4)).Select(m => $"NET{m}_0_OR_GREATER"));
    }

    /// <summary>5 and up for what is named <c>net5.0</c> and so on; null for all before.</summary>
    private static int? Major(string framework) => NetVersion().Match(framework) is { Success: true } match && int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) is >= 5 and < 100 and var major ? major : null;

    [GeneratedRegex(@"\Anet(\d{1,2})\.\d(-[\w.]+)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex NetVersion();
}
