using System.Buffers.Binary;

namespace CodeRefine.TestHost.Protocol;

/// <summary>One frame as it came.</summary>
internal readonly record struct Frame(FrameType Type, ReadOnlyMemory<byte> Payload);

/// <summary>Reads and writes the frames of <see cref="FrameType"/>. A stream has one reader and one writer at a time.</summary>
internal static class Frames
{
    public const int TokenBytes = 16;

    /// <summary>Longest payload into the sandbox: two assemblies with their symbols.</summary>
    public const int MaxJobBytes = 128 << 20;

    /// <summary>Longest payload out of the sandbox.</summary>
    public const int MaxReportBytes = 8 << 20;

    private const int HeaderBytes = 5;

    /// <returns>The next frame, or null where the stream ended between two frames.</returns>
    /// <exception cref="ProtocolException">A length out of bounds, or an end amid a frame.</exception>
    public static Frame? Read(Stream stream, int maxBytes)
    {
        var header = new byte[HeaderBytes];
        var got = stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        if (IsEnd(got))
        {
            return null;
        }

        var payload = new byte[LengthIn(header, maxBytes)];
        RequireWhole(stream.ReadAtLeast(payload, payload.Length, throwOnEndOfStream: false), payload.Length);
        return new Frame((FrameType)header[4], payload);
    }

    /// <inheritdoc cref="Read"/>
    public static async ValueTask<Frame?> ReadAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderBytes];
        var got = await stream.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancellationToken);
        if (IsEnd(got))
        {
            return null;
        }

        var payload = new byte[LengthIn(header, maxBytes)];
        RequireWhole(await stream.ReadAtLeastAsync(payload, payload.Length, throwOnEndOfStream: false, cancellationToken), payload.Length);
        return new Frame((FrameType)header[4], payload);
    }

    /// <summary>Writes the frame and flushes.</summary>
    public static void Write(Stream stream, FrameType type, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        stream.Write(Join(type, parts));
        stream.Flush();
    }

    /// <inheritdoc cref="Write"/>
    public static async ValueTask WriteAsync(Stream stream, FrameType type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Join(type, payload), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    // One write for one frame, so that a frame is never half sent when its writer is stopped between two writes.
    private static byte[] Join(FrameType type, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        var length = 0;
        foreach (var part in parts)
        {
            length = checked(length + part.Length);
        }

        var frame = new byte[HeaderBytes + length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        frame[4] = (byte)type;
        var at = HeaderBytes;
        foreach (var part in parts)
        {
            part.Span.CopyTo(frame.AsSpan(at));
            at += part.Length;
        }

        return frame;
    }

    private static bool IsEnd(int got) => got switch
    {
        HeaderBytes => false,
        0 => true,
        _ => throw new ProtocolException("The stream ended amid a frame's header."),
    };

    private static int LengthIn(byte[] header, int maxBytes)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        return length >= 0 && length <= maxBytes
            ? length
            : throw new ProtocolException($"A frame of type {header[4]} claims {length} bytes; at most {maxBytes} are allowed.");
    }

    private static void RequireWhole(int got, int wanted)
    {
        if (got < wanted)
        {
            throw new ProtocolException($"The stream ended after {got} of a frame's {wanted} bytes.");
        }
    }
}
