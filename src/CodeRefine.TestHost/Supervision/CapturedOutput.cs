using System.Text;

namespace CodeRefine.TestHost.Supervision;

/// <summary>Counts what a job's processes write and keeps its head and its tail. Written by one thread, read by another.</summary>
internal sealed class CapturedOutput
{
    private const int HalfBytes = 32 << 10;
    private readonly Lock gate = new();
    private readonly byte[] head = new byte[HalfBytes];
    private readonly byte[] tail = new byte[HalfBytes];
    private long total;

    /// <summary>Bytes written so far, kept or not.</summary>
    public long Total
    {
        get
        {
            lock (gate)
            {
                return total;
            }
        }
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            var toHead = (int)Math.Clamp(HalfBytes - total, 0, bytes.Length);
            bytes[..toHead].CopyTo(head.AsSpan((int)Math.Min(total, HalfBytes)));
            total += toHead;
            foreach (var b in bytes[toHead..])
            {
                tail[(total - HalfBytes) % HalfBytes] = b;
                total++;
            }
        }
    }

    /// <summary>The text, with a line that says how much was left out between head and tail.</summary>
    public override string ToString()
    {
        lock (gate)
        {
            var start = Encoding.UTF8.GetString(head, 0, (int)Math.Min(total, HalfBytes));
            var beyond = total - HalfBytes;
            if (beyond <= 0)
            {
                return start;
            }

            if (beyond <= HalfBytes)
            {
                return start + Encoding.UTF8.GetString(tail, 0, (int)beyond);
            }

            var seam = (int)(beyond % HalfBytes);
            byte[] ordered = [.. tail[seam..], .. tail[..seam]];
            return $"{start}\n[{beyond - HalfBytes} bytes left out]\n{Encoding.UTF8.GetString(ordered)}";
        }
    }
}
