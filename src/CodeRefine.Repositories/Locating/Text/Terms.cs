namespace CodeRefine.Repositories.Locating.Text;

/// <summary>
/// Cuts text into the terms that are indexed and asked for: <c>HTTPServer2_name</c> gives <c>http</c>, <c>server</c>, <c>name</c> (stemmed, stop words left out)
/// and, since it has several parts, the whole in lower case, <c>httpserver2name</c>.
/// </summary>
internal static class Terms
{
    private const int Longest = 64;

    public static IEnumerable<string> Of(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!IsWord(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && IsWord(text[i]))
            {
                i++;
            }

            // A run this long is data: a hash, base64, a table.
            if (i - start <= Longest)
            {
                foreach (var term in OfIdentifier(text[start..i]))
                {
                    yield return term;
                }
            }
        }
    }

    public static IEnumerable<string> OfIdentifier(string identifier)
    {
        var parts = Parts(identifier);
        foreach (var part in parts)
        {
            if (part.Length > 1 && !char.IsAsciiDigit(part[0]) && !StopWords.Contains(part))
            {
                yield return Stem.Of(part);
            }
        }

        if (parts.Count > 1)
        {
            yield return string.Concat(parts);
        }
    }

    /// <summary>The parts of an identifier in lower case, at underscores, changes of case, and digits: <c>HTTPServer2</c> is <c>http</c>, <c>server</c>, <c>2</c>.</summary>
    public static List<string> Parts(string identifier)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 1; i <= identifier.Length; i++)
        {
            if (i == identifier.Length || Breaks(identifier, i))
            {
                var part = identifier[start..i].Trim('_').ToLowerInvariant();
                if (part.Length > 0)
                {
                    parts.Add(part);
                }

                start = i;
            }
        }

        return parts;
    }

    public static bool IsWord(char c) => c == '_' || char.IsLetterOrDigit(c);

    private static bool Breaks(string s, int i) =>
        s[i] == '_' || s[i - 1] == '_'
        || (char.IsUpper(s[i]) && (!char.IsUpper(s[i - 1]) || (i + 1 < s.Length && char.IsLower(s[i + 1]))))
        || char.IsDigit(s[i]) != char.IsDigit(s[i - 1]);
}
