using System.Buffers.Binary;
using System.Text;

namespace CodeRefine.Sandboxes.Images;

/// <summary>What a Linux binary says it needs in order to be loaded. Source: the ELF-64 object file format, version 1.5, and elf(5).</summary>
/// <param name="Machine">The <c>e_machine</c> number: 62 for x86-64, 183 for AArch64.</param>
/// <param name="Interpreter">Absolute path of the dynamic loader; null for a library.</param>
/// <param name="Needed">Names of the libraries it links, as <c>libc.so.6</c>.</param>
internal sealed record ElfFile(ushort Machine, string? Interpreter, IReadOnlyList<string> Needed)
{
    private const int LoadSegment = 1, DynamicSegment = 2, InterpreterSegment = 3;
    private const int NeededTag = 1, StringTableTag = 5;
    private const int ProgramHeaderLength = 56, DynamicEntryLength = 16;

    /// <returns>Null where the file is no 64-bit little-endian ELF file, or a damaged one.</returns>
    public static ElfFile? Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (ArgumentOutOfRangeException)
        {
            // An offset that points outside of the file.
            return null;
        }
    }

    private static ElfFile? Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length < 64 || !file.StartsWith("\u007fELF\u0002\u0001"u8))
        {
            return null;
        }

        var segments = Segments(file);
        var interpreter = segments.Where(s => s.Type == InterpreterSegment).Select(s => (Segment?)s).FirstOrDefault();
        return new ElfFile(
            BinaryPrimitives.ReadUInt16LittleEndian(file[18..]),
            interpreter is { } found ? TextAt(file, found.Offset) : null,
            NeededBy(file, segments));
    }

    private static List<Segment> Segments(ReadOnlySpan<byte> file)
    {
        var table = (int)BinaryPrimitives.ReadInt64LittleEndian(file[32..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[56..]);
        var segments = new List<Segment>(count);
        for (var i = 0; i < count; i++)
        {
            var header = file.Slice(table + i * ProgramHeaderLength, ProgramHeaderLength);
            segments.Add(new Segment(
                BinaryPrimitives.ReadInt32LittleEndian(header),
                (int)BinaryPrimitives.ReadInt64LittleEndian(header[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(header[16..]),
                BinaryPrimitives.ReadInt64LittleEndian(header[32..])));
        }

        return segments;
    }

    private static List<string> NeededBy(ReadOnlySpan<byte> file, List<Segment> segments)
    {
        var names = new List<long>();
        long strings = 0;
        foreach (var dynamic in segments.Where(s => s.Type == DynamicSegment))
        {
            for (var at = dynamic.Offset; at < dynamic.Offset + dynamic.Length; at += DynamicEntryLength)
            {
                var value = BinaryPrimitives.ReadInt64LittleEndian(file[(at + 8)..]);
                switch (BinaryPrimitives.ReadInt64LittleEndian(file[at..]))
                {
                    case NeededTag:
                        names.Add(value);
                        break;
                    case StringTableTag:
                        strings = value;
                        break;
                }
            }
        }

        // The string table is given by its address in memory: the segment loaded there says where it is in the file.
        var text = segments.FirstOrDefault(s => s.Type == LoadSegment && strings >= s.Address && strings < s.Address + s.Length);
        var result = new List<string>(names.Count);
        foreach (var name in names)
        {
            result.Add(TextAt(file, (int)(strings - text.Address + text.Offset + name)));
        }

        return result;
    }

    private static string TextAt(ReadOnlySpan<byte> file, int offset)
    {
        var rest = file[offset..];
        var end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }

    private readonly record struct Segment(int Type, int Offset, long Address, long Length);
}
