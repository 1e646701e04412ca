using System.Buffers;

namespace CodeRefine.Repositories.Processes;

/// <summary>Keeps the first bytes of a stream and reads the rest away, so that a child which writes without end neither blocks nor fills memory.</summary>
internal sealed class CappedBytes(int limit)
{
    private readonly ArrayBufferWriter<byte> kept = new();
    private readonly Lock gate = new();

    public bool Truncated { get; private set; }

    public async Task ReadAsync(Stream source)
    {
        var buffer = new byte[16 << 10];
        while (await ReadSomeAsync(source, buffer) is > 0 and var count)
        {
            lock (gate)
            {
                var room = (int)Math.Min(count, limit - kept.WrittenCount);
                kept.Write(buffer.AsSpan(0, room));
                Truncated |= room < count;
            }
        }
    }

    public byte[] ToArray()
    {
        lock (gate)
        {
            return kept.WrittenSpan.ToArray();
        }
    }

    private static async Task<int> ReadSomeAsync(Stream source, byte[] buffer)
    {
        try
        {
            return await source.ReadAsync(buffer, CancellationToken.None);
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The process object was disposed while a grandchild still held the pipe.
            return 0;
        }
    }
}
