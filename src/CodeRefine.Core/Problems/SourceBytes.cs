using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CodeRefine.Core.Problems;

/// <summary>Source files as bytes and back: what was read is written again byte by byte.</summary>
public static class SourceBytes
{
    private static readonly byte[] utf8Mark = [0xEF, 0xBB, 0xBF];
    private static readonly byte[] littleEndianMark = [0xFF, 0xFE];
    private static readonly byte[] bigEndianMark = [0xFE, 0xFF];

    /// <summary>Reads text by its byte order mark, and as UTF-8 where there is none. Where the bytes are no text, <paramref name="problem"/> says why and at which offset, fit to follow a file's name.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SourceFile? file, [NotNullWhen(false)] out string? problem)
    {
        var (encoding, mark) = Recognise(bytes);
        var body = bytes[mark.Length..];
        file = null;
        if (encoding is SourceEncoding.Utf8 or SourceEncoding.Utf8WithBom && body.IndexOf((byte)0) is >= 0 and var zero)
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"is binary, not text: there is a NUL byte at offset {zero + mark.Length}");
            return false;
        }

        try
        {
            file = new SourceFile(Strict(encoding).GetString(body), encoding);
            problem = null;
            return true;
        }
        catch (DecoderFallbackException)
        {
            var at = encoding is SourceEncoding.Utf8 or SourceEncoding.Utf8WithBom ? FirstInvalidUtf8(body) : FirstInvalidUtf16(body, encoding == SourceEncoding.Utf16BigEndian);
            problem = string.Create(CultureInfo.InvariantCulture, $"is not valid {Name(encoding)} at offset {at + mark.Length} (byte 0x{body[at]:X2}); save it as UTF-8");
            return false;
        }
    }

    public static byte[] Encode(SourceFile file) => [.. Mark(file.Encoding), .. Encoder(file.Encoding).GetBytes(file.Text)];

    private static (SourceEncoding Encoding, byte[] Mark) Recognise(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(utf8Mark) ? (SourceEncoding.Utf8WithBom, utf8Mark)
        : bytes.StartsWith(littleEndianMark) ? (SourceEncoding.Utf16LittleEndian, littleEndianMark)
        : bytes.StartsWith(bigEndianMark) ? (SourceEncoding.Utf16BigEndian, bigEndianMark)
        : (SourceEncoding.Utf8, []);

    private static byte[] Mark(SourceEncoding encoding) => encoding switch
    {
        SourceEncoding.Utf8WithBom => utf8Mark,
        SourceEncoding.Utf16LittleEndian => littleEndianMark,
        SourceEncoding.Utf16BigEndian => bigEndianMark,
        _ => [],
    };

    private static string Name(SourceEncoding encoding) => encoding is SourceEncoding.Utf8 or SourceEncoding.Utf8WithBom ? "UTF-8" : "UTF-16";

    private static Encoding Strict(SourceEncoding encoding) => encoding switch
    {
        SourceEncoding.Utf16LittleEndian => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
        SourceEncoding.Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
        _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
    };

    /// <summary>Not strict: a lone surrogate in a string literal that a model wrote becomes U+FFFD and is the compiler's matter.</summary>
    private static Encoding Encoder(SourceEncoding encoding) => encoding switch
    {
        SourceEncoding.Utf16LittleEndian => new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
        SourceEncoding.Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
        _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };

    // The exception's own index counts from the start of the decoder's last block, so the places are found apart.
    private static int FirstInvalidUtf8(ReadOnlySpan<byte> body)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(body[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    private static int FirstInvalidUtf16(ReadOnlySpan<byte> body, bool bigEndian)
    {
        var units = new char[body.Length / 2];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = (char)(bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(body[(2 * i)..]) : BinaryPrimitives.ReadUInt16LittleEndian(body[(2 * i)..]));
        }

        var at = 0;
        while (at < units.Length && Rune.DecodeFromUtf16(units.AsSpan(at), out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        return Math.Min(2 * at, body.Length - 1);
    }
}
