namespace CodeRefine.Models;

/// <summary>Guesses what a mistyped word was meant to be.</summary>
internal static class Nearest
{
    public static string To(string word, IEnumerable<string> known) => known.MinBy(k => Distance(word.ToLowerInvariant(), k))!;

    /// <summary>Levenshtein's distance.</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
