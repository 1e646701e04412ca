using System.IO.Compression;
using System.Text;
using CodeRefine.Core;

namespace CodeRefine.Evaluation.Completions;

/// <summary>Lines of a text file, packed by gzip or not, each within bounds: a line of absurd length is passed over, not held.</summary>
internal static class BoundedLines
{
    /// <summary>Characters of one line. A row of MultiPL-E's results with two hundred programs stays below.</summary>
    public const int Longest = 32 << 20;

    /// <returns>Each line with its number from 1; null for one that is too long.</returns>
    /// <exception cref="UserErrorException">The file cannot be read, or is damaged.</exception>
    public static IEnumerable<(int Number, string? Text)> Read(string path)
    {
        using var reader = Open(path);
        var line = new StringBuilder();
        var buffer = new char[1 << 16];
        var number = 1;
        var tooLong = false;
        while (Fill(reader, buffer, path) is > 0 and var count)
        {
            var start = 0;
            while (buffer.AsSpan(start, count - start).IndexOf('\n') is >= 0 and var length)
            {
                Append(line, buffer.AsSpan(start, length), ref tooLong);
                yield return (number++, Take(line, ref tooLong));
                start += length + 1;
            }

            Append(line, buffer.AsSpan(start, count - start), ref tooLong);
        }

        if (line.Length > 0 || tooLong)
        {
            yield return (number, Take(line, ref tooLong));
        }
    }

    private static void Append(StringBuilder line, ReadOnlySpan<char> text, ref bool tooLong)
    {
        tooLong |= line.Length + text.Length > Longest;
        if (!tooLong)
        {
            line.Append(text);
        }
    }

    private static string? Take(StringBuilder line, ref bool tooLong)
    {
        var text = tooLong ? null : line.ToString();
        line.Clear();
        tooLong = false;
        return text;
    }

    private static int Fill(StreamReader reader, char[] buffer, string path)
    {
        try
        {
            return reader.Read(buffer);
        }
        catch (Exception damaged) when (damaged is IOException or InvalidDataException)
        {
            throw new UserErrorException($"{path} cannot be read to its end: {damaged.Message}", damaged);
        }
    }

    private static StreamReader Open(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            Span<byte> magic = stackalloc byte[2];
            var packed = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
            file.Position = 0;
            return new StreamReader(packed ? new GZipStream(file, CompressionMode.Decompress) : file, Encoding.UTF8);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be read: {refused.Message}", refused);
        }
    }
}
