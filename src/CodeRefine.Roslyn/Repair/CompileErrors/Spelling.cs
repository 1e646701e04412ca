namespace CodeRefine.Roslyn.Repair.CompileErrors;

/// <summary>How near two names are.</summary>
internal static class Spelling
{
    /// <summary>Prior of meaning <paramref name="candidate"/> by <paramref name="written"/>: 0.95 for another case, falling with each wrong character; 0 where they are too far apart.</summary>
    public static double Likeness(string written, string candidate)
    {
        if (written == candidate)
        {
            return 0;
        }

        if (string.Equals(written.Replace("_", "", StringComparison.Ordinal), candidate.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
        {
            return 0.95;
        }

        var most = Math.Max(1, Math.Min(written.Length, candidate.Length) / 3);
        var distance = Distance(written.ToUpperInvariant(), candidate.ToUpperInvariant(), most);
        if (distance <= most && Math.Min(written.Length, candidate.Length) > 1)
        {
            return 0.9 - (0.12 * distance);
        }

        // `total` for `totalPrice`: one name holds the other.
        var (shorter, longer) = written.Length < candidate.Length ? (written, candidate) : (candidate, written);
        return shorter.Length >= 3 && longer.Contains(shorter, StringComparison.OrdinalIgnoreCase) ? 0.35 : 0;
    }

    /// <summary>Optimal string alignment (Damerau-Levenshtein without overlapping swaps); more than <paramref name="most"/> is cut off as <paramref name="most"/> + 1.</summary>
    public static int Distance(string one, string other, int most = int.MaxValue - 1)
    {
        if (Math.Abs(one.Length - other.Length) > most)
        {
            return most + 1;
        }

        var (beforeLast, last, row) = (new int[other.Length + 1], Enumerable.Range(0, other.Length + 1).ToArray(), new int[other.Length + 1]);
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = one[i - 1] == other[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return Math.Min(last[other.Length], most == int.MaxValue - 1 ? int.MaxValue : most + 1);
    }
}
