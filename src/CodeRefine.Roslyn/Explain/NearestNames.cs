using CodeRefine.Core.Words;

namespace CodeRefine.Roslyn.Explain;

/// <summary>Which names a misspelled one may mean: by edits (swaps of neighbours count one), case aside, or by words in common.</summary>
public static class NearestNames
{
    private const int MaxLength = 128;

    /// <summary>The best of <paramref name="offered"/>, nearest first, without repetitions; the wanted name itself is not among them.</summary>
    public static IReadOnlyList<string> Of(string wanted, IEnumerable<string> offered, int most = 5) =>
        [.. offered.Distinct(StringComparer.Ordinal)
            .Where(o => o != wanted && o.Length is > 0 and <= MaxLength)
            .Select(o => (Name: o, Cost: Cost(wanted, o)))
            .Where(o => o.Cost is not null)
            .OrderBy(o => o.Cost)
            .ThenBy(o => o.Name, StringComparer.Ordinal)
            .Take(most)
            .Select(o => o.Name)];

    /// <summary>How far apart two names are; null where nobody would mistake one for the other.</summary>
    public static double? Cost(string wanted, string offered)
    {
        if (wanted.Length is 0 or > MaxLength || offered.Length > MaxLength)
        {
            return null;
        }

        if (wanted.Equals(offered, StringComparison.OrdinalIgnoreCase))
        {
            return 0.1;
        }

        var (a, b) = (wanted.TrimStart('_').ToLowerInvariant(), offered.TrimStart('_').ToLowerInvariant());
        if (a == b)
        {
            return 0.2;
        }

        var most = Math.Max(a.Length, b.Length) / 3;
        if (Math.Abs(a.Length - b.Length) <= most && EditDistance.Between(a, b) is var distance && distance <= most)
        {
            return distance;
        }

        // `Size` for `GetSize`, `itemCount` for `count`: one whole within the other.
        return Math.Min(a.Length, b.Length) >= 3 && (a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal))
            ? 2 + (Math.Abs(a.Length - b.Length) / 4.0)
            : null;
    }
}
