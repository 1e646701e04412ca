namespace CodeRefine.Roslyn.Patches;

/// <summary>Keeps a file's own line ending for what is put into it.</summary>
internal static class LineEndings
{
    /// <summary>The line ending that most lines of <paramref name="text"/> have; null where it has one line only.</summary>
    public static string? Dominant(string text)
    {
        var (crlf, lf, cr) = (0, 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                lf++;
            }
            else if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                crlf++;
                i++;
            }
            else if (text[i] == '\r')
            {
                cr++;
            }
        }

        return (crlf, lf, cr) == (0, 0, 0) ? null : crlf >= lf && crlf >= cr ? "\r\n" : lf >= cr ? "\n" : "\r";
    }

    public static string ToLf(string text) => text.Contains('\r', StringComparison.Ordinal) ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;

    public static string Apply(string text, string ending) => ending == "\n" ? ToLf(text) : ToLf(text).Replace("\n", ending, StringComparison.Ordinal);
}
