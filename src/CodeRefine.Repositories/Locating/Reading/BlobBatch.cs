using System.Globalization;
using System.Text;

namespace CodeRefine.Repositories.Locating.Reading;

/// <summary>Many blobs by one <c>git cat-file --batch</c>.</summary>
internal static class BlobBatch
{
    /// <summary>Blobs asked for at once: what they hold is in memory twice for a moment.</summary>
    private const int Chunk = 4_000;

    /// <returns>By id; a blob that the clone lacks is not among them.</returns>
    public static async Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> ReadAsync(GitReader git, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var blobs = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var chunk in ids.Distinct(StringComparer.Ordinal).Chunk(Chunk))
        {
            var result = await git.WithInputAsync(string.Join('\n', chunk) + "\n", cancellationToken, "cat-file", "--batch");
            Parse(result.OutputBytes, blobs);
        }

        return blobs;
    }

    /// <summary><c>id blob size</c>, a line's end, the bytes, a line's end; or <c>id missing</c>.</summary>
    private static void Parse(ReadOnlyMemory<byte> output, Dictionary<string, ReadOnlyMemory<byte>> blobs)
    {
        var at = 0;
        while (at < output.Length)
        {
            var line = output.Span[at..].IndexOf((byte)'\n');
            if (line < 0)
            {
                return;
            }

            var words = Encoding.ASCII.GetString(output.Span.Slice(at, line)).Split(' ');
            at += line + 1;
            if (words is [var id, "blob", var size] && int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && at + length <= output.Length)
            {
                blobs[id] = output.Slice(at, length);
                at += length + 1;
            }
        }
    }
}
