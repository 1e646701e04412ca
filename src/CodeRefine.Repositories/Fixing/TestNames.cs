using System.Text.RegularExpressions;

namespace CodeRefine.Repositories.Fixing;

/// <summary>Tests by what a person writes of their names.</summary>
public static class TestNames
{
    /// <param name="pattern">A part of the full name, in any case; with <c>*</c> for anything it is the whole name.</param>
    public static bool Matches(string id, string pattern) => pattern.Contains('*', StringComparison.Ordinal)
        ? Regex.IsMatch(id, "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
        : id.Contains(pattern, StringComparison.OrdinalIgnoreCase);
}
