namespace CodeRefine.Repositories.Locating.Text;

/// <summary>
/// Brings the forms of a word together: <c>destructuring</c>, <c>destructured</c>, <c>destructure</c>. Takes off one English
/// suffix (the longest that leaves four letters) after a plural's, then a doubled consonant and a final e; it knows no exceptions,
/// since code and issue go through the same mill. Lighter than Porter's (Program 14/3, 1980), whose later steps merge names that differ.
/// </summary>
internal static class Stem
{
    private const int Shortest = 4;
    private static readonly string[] suffixes = ["ations", "ation", "itions", "ition", "ments", "ment", "ings", "ing", "ions", "ion", "able", "ible", "als", "al", "ers", "er", "ors", "or", "ed", "ly"];

    public static string Of(string word)
    {
        var stem = Plural(word);
        foreach (var suffix in suffixes)
        {
            // "version" and "session" are no forms of "vers" and "sess".
            if (stem.Length - suffix.Length >= (suffix.StartsWith("ion", StringComparison.Ordinal) ? Shortest + 1 : Shortest) && stem.EndsWith(suffix, StringComparison.Ordinal))
            {
                stem = Undoubled(stem[..^suffix.Length]);
                break;
            }
        }

        return stem.Length > Shortest && stem[^1] == 'e' ? stem[..^1] : stem;
    }

    private static string Plural(string word) => word switch
    {
        { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        { Length: > 4 } when word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal) => word[..^2],
        { Length: > 3 } when word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') => word[..^1],
        _ => word,
    };

    private static string Undoubled(string stem) => stem.Length >= Shortest && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z') ? stem[..^1] : stem;
}
