namespace CodeRefine.Core.Words;

/// <summary>Finds what a mistyped name was meant to be.</summary>
public static class NearestName
{
    private const int Longest = 100;

    /// <summary>The known name with the fewest mistakes, letter case aside: at most one in three letters, and one in the shortest.</summary>
    /// <returns>Null where nothing is near enough to be what was meant: a wrong guess helps less than the list of what there is.</returns>
    public static string? Of(string written, IEnumerable<string> known) => written.Length > Longest ? null : known
        .Select(k => (Name: k, Mistakes: EditDistance.Between(written.ToLowerInvariant(), k.ToLowerInvariant())))
        .Where(k => k.Mistakes <= Math.Max(1, (k.Name.Length + 1) / 3))
        .OrderBy(k => k.Mistakes).ThenBy(k => k.Name, StringComparer.Ordinal)
        .Select(k => k.Name)
        .FirstOrDefault();
}
