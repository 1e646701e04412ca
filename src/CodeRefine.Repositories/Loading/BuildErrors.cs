using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CodeRefine.Repositories.Loading;

/// <summary>Errors in a build's console output.</summary>
internal static partial class BuildErrors
{
    /// <summary>The first error of each project, without doubles. Paths are relative to the root.</summary>
    public static ImmutableArray<BuildErrorLine> Read(string output, string root) =>
        [.. Line().Matches(output)
            .Select(m => new BuildErrorLine(Relative(m.Groups["file"].Value.Trim(), root), m.Groups["code"].Value, m.Groups["text"].Value.Trim(), m.Groups["project"].Success ? Relative(m.Groups["project"].Value, root) : null))
            .Distinct()];

    private static string Relative(string path, string root)
    {
        var colon = path.IndexOf("::", StringComparison.Ordinal);
        path = colon < 0 ? path : path[..colon];
        return path.StartsWith(root + "/", StringComparison.Ordinal) ? path[(root.Length + 1)..] : path;
    }

    [GeneratedRegex(@"^(?<file>[^\n:]*?)\s*(\([0-9,]+\))?\s*:\s*error\s+(?<code>[A-Z]+[0-9]+)\s*:\s*(?<text>[^\n]*?)(\s\[(?<project>[^\]\n]+)\])?\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Line();
}

/// <param name="Project">The project that was built; null where the line does not say.</param>
internal sealed record BuildErrorLine(string File, string Code, string Text, string? Project);
