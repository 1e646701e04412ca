namespace CodeRefine.Roslyn.Patches;

/// <summary>Knuth, Morris and Pratt's search: linear also for texts made to be slow to search.</summary>
internal static class SequenceSearch
{
    /// <summary>Every index at which <paramref name="wanted"/> stands, overlapping ones too.</summary>
    public static List<int> Find<T>(ReadOnlySpan<T> items, ReadOnlySpan<T> wanted) where T : IEquatable<T>
    {
        var found = new List<int>();
        if (wanted.IsEmpty)
        {
            return found;
        }

        var fallback = Fallbacks(wanted);
        for (var (i, matched) = (0, 0); i < items.Length; i++)
        {
            while (matched > 0 && (matched == wanted.Length || !items[i].Equals(wanted[matched])))
            {
                matched = fallback[matched - 1];
            }

            matched += items[i].Equals(wanted[matched]) ? 1 : 0;
            if (matched == wanted.Length)
            {
                found.Add(i - matched + 1);
            }
        }

        return found;
    }

    private static int[] Fallbacks<T>(ReadOnlySpan<T> wanted) where T : IEquatable<T>
    {
        var fallback = new int[wanted.Length];
        for (var (i, length) = (1, 0); i < wanted.Length; i++)
        {
            while (length > 0 && !wanted[i].Equals(wanted[length]))
            {
                length = fallback[length - 1];
            }

            length += wanted[i].Equals(wanted[length]) ? 1 : 0;
            fallback[i] = length;
        }

        return fallback;
    }
}
