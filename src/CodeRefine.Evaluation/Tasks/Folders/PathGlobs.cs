using System.Collections.Immutable;
using Microsoft.Extensions.FileSystemGlobbing;

namespace CodeRefine.Evaluation.Tasks.Folders;

/// <summary>Globs over relative paths: <c>*</c>, <c>**</c>, and a leading <c>!</c> to exclude. A folder's name stands for all that is in it.</summary>
internal sealed class PathGlobs
{
    private readonly Matcher matcher = new(StringComparison.Ordinal);

    public PathGlobs(IEnumerable<string> patterns)
    {
        Patterns = [.. patterns];
        foreach (var pattern in Patterns)
        {
            if (pattern.StartsWith('!'))
            {
                matcher.AddExclude(WithContent(pattern[1..]));
            }
            else
            {
                matcher.AddInclude(WithContent(pattern));
            }
        }
    }

    public ImmutableArray<string> Patterns { get; }

    public bool Matches(string path) => matcher.Match("/", path).HasMatches;

    /// <summary>Why <paramref name="pattern"/> cannot be used, or null where it can.</summary>
    public static string? Problem(string pattern)
    {
        var body = pattern.StartsWith('!') ? pattern[1..] : pattern;
        return body.Length == 0 ? "is empty"
            : body.Length > 512 ? "is longer than 512 characters"
            : body.Contains('\\') ? "has a backslash: write forward slashes"
            : body.StartsWith('/') || Path.IsPathRooted(body) || body.Contains(':') ? "is absolute: write it relative to the task's folder"
            : body.Split('/').Contains("..") ? "leaves the task's folder by '..'"
            : body.Any(char.IsControl) ? "has a control character"
            : null;
    }

    private static string WithContent(string pattern) => pattern.EndsWith('/') || !(pattern.Contains('*') || Path.HasExtension(pattern)) ? pattern.TrimEnd('/') + "/**" : pattern;
}
