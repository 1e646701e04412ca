namespace CodeRefine.Agent.Strategies.Catalogue;

/// <summary>What a mistyped name was meant to be.</summary>
internal static class SimilarName
{
    /// <summary>The known name with the fewest edits, or one that begins so; null where none is near.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > 100)
        {
            return null;
        }

        var names = known.ToList();
        var best = names.Select(n => (Name: n, Edits: Distance(word.ToLowerInvariant(), n))).OrderBy(n => n.Edits).FirstOrDefault();
        return best.Name is not null && best.Edits <= Math.Max(1, (best.Name.Length + 1) / 3) ? best.Name
            : names.FirstOrDefault(n => n.StartsWith(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Levenshtein's distance.</summary>
    private static int Distance(string a, string b)
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
