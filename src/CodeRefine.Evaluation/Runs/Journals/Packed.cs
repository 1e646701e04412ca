using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CodeRefine.Core.Problems;

namespace CodeRefine.Evaluation.Runs.Journals;

/// <summary>Texts and sources as a journal keeps them: once for each content, compressed.</summary>
internal static class Packed
{
    /// <summary>A text from outside is not unpacked beyond this.</summary>
    private const int MostCharacters = 64 << 20;

    public static byte[] Text(string text)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
        {
            deflate.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    /// <exception cref="InvalidDataException">It is damaged or absurdly large.</exception>
    public static string Text(byte[] packed)
    {
        using var reader = new StreamReader(new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        var text = new StringBuilder();
        var buffer = new char[8192];
        while (reader.Read(buffer) is > 0 and var count)
        {
            text.Append(buffer, 0, count);
            if (text.Length > MostCharacters)
            {
                throw new InvalidDataException($"A text of more than {MostCharacters} characters is not read.");
            }
        }

        return text.ToString();
    }

    public static byte[] Sources(SourceTree tree) => Text(JournalJson.Write(tree.Files.Select(f => new PackedFile(f.Key, f.Value.Text, f.Value.Encoding)).ToList()));

    public static SourceTree Sources(byte[] packed)
    {
        try
        {
            return SourceTree.From(JournalJson.Read<List<PackedFile>>(Text(packed)).Select(f => KeyValuePair.Create(f.Path, new SourceFile(f.Text, f.Encoding))));
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException("Sources are damaged.", damaged);
        }
    }

    private sealed record PackedFile(string Path, string Text, SourceEncoding Encoding);
}
