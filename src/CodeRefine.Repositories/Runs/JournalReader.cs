using System.Collections.Immutable;
using System.Text.Json;
using CodeRefine.Core;

namespace CodeRefine.Repositories.Runs;

/// <summary>Reads a journal back. A last line without its end is what a crash leaves and is passed over; anything else that does not read is named.</summary>
public static class JournalReader
{
    private const long MostBytes = 1L << 30;

    /// <exception cref="UserErrorException">The journal is missing, or one of its lines is damaged.</exception>
    public static RecordedRun Read(string path)
    {
        var bytes = Bytes(path);
        var lines = ImmutableArray.CreateBuilder<JournalLine>();
        var start = 0;
        while (bytes.AsSpan(start).IndexOf((byte)'\n') is >= 0 and var length)
        {
            lines.Add(Line(path, bytes.AsSpan(start, length), lines.Count + 1));
            start += length + 1;
        }

        return new RecordedRun { Lines = lines.ToImmutable(), TornTail = start < bytes.Length, CompleteBytes = start };
    }

    private static JournalLine Line(string path, ReadOnlySpan<byte> text, int number)
    {
        JournalLine? line;
        try
        {
            line = JsonSerializer.Deserialize<JournalLine>(text, RunJson.Line);
        }
        catch (Exception damaged) when (damaged is JsonException or NotSupportedException)
        {
            throw new UserErrorException($"{path}, line {number} is damaged and the run cannot be read: {damaged.Message}", damaged);
        }

        return line is { Event: not null } && line.Seq == number ? line
            : throw new UserErrorException($"{path}, line {number} is out of order (it says it is number {line?.Seq ?? 0}): lines are missing, were changed, or were written twice.");
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (file.Length > MostBytes)
            {
                throw new UserErrorException($"{path} is larger than {MostBytes >> 20} MiB and is not read.");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The journal {path} cannot be read: {missing.Message}", missing);
        }
    }
}
