using System.Text;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>Keeps the last few kilobytes of a stream. Safe for concurrent calls.</summary>
internal sealed class ErrorTail
{
    private const int Kept = 4096;
    private readonly Lock gate = new();
    private byte[] bytes = [];

    public string Text
    {
        get
        {
            lock (gate)
            {
                return Encoding.UTF8.GetString(bytes).Trim();
            }
        }
    }

    public void Add(ReadOnlySpan<byte> piece)
    {
        lock (gate)
        {
            byte[] all = [.. bytes, .. piece.Length > Kept ? piece[^Kept..] : piece];
            bytes = all.Length > Kept ? all[^Kept..] : all;
        }
    }

    public async Task CopyFromAsync(Stream stream)
    {
        var buffer = new byte[Kept];
        try
        {
            while (await stream.ReadAsync(buffer) is var read and > 0)
            {
                Add(buffer.AsSpan(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process was killed amid a write; what came before is kept.
        }
    }
}
