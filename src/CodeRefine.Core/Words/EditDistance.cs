namespace CodeRefine.Core.Words;

/// <summary>How many single mistakes of typing lie between two words.</summary>
public static class EditDistance
{
    /// <summary>
    /// Insertions, deletions, replacements and swaps of neighbours, none of which touches what another has changed (optimal string alignment: G. Navarro,
    /// "A guided tour to approximate string matching", ACM Computing Surveys 33(1), 2001). Letters of another case differ.
    /// </summary>
    /// <param name="most">Where there are more, the answer is <paramref name="most"/> + 1.</param>
    public static int Between(string one, string other, int most = int.MaxValue - 1)
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

        return Math.Min(last[other.Length], most + 1);
    }
}
