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
        if (Math.Abs(a.Length - b.Length) <= most && Distance(a, b) is var distance && distance <= most)
        {
            return distance;
        }

        // `Size` for `GetSize`, `itemCount` for `count`: one whole within the other.
        return Math.Min(a.Length, b.Length) >= 3 && (a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal))
            ? 2 + (Math.Abs(a.Length - b.Length) / 4.0)
            : null;
    }

    /// <summary>Optimal string alignment: insertions, deletions, substitutions, swaps of neighbours.</summary>
    private static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 ? j : j == 0 ? i : Cell(table, a, b, i, j);
            }
        }

        return table[a.Length, b.Length];
    }

    private static int Cell(int[,] table, string a, string b, int i, int j)
    {
        var least = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
        var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(least, table[i - 2, j - 2] + 1) : least;
    }
}
