using System.Buffers;
using System.Buffers.Binary;

namespace CodeRefine.Sandboxes.Docker;

/// <summary>
/// The engine's framing of two streams over one connection: eight bytes of header (stream, three zeros, length as
/// big-endian 32 bits), then that many bytes. https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach
/// </summary>
internal static class MultiplexedStream
{
    private const int HeaderLength = 8;

    public static async Task CopyAsync(Stream source, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> output, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> error, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (await source.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken) == HeaderLength)
            {
                var sink = header[0] switch
                {
                    1 => output,
                    2 => error,
                    var other => throw new DockerException($"The Docker engine sent a piece of an unknown stream ({other})."),
                };
                await CopyPieceAsync(source, sink, BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)), buffer, cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task CopyPieceAsync(Stream source, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink, uint length, byte[] buffer, CancellationToken cancellationToken)
    {
        for (long left = length; left > 0;)
        {
            var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
            if (read == 0)
            {
                return;
            }

            await sink(buffer.AsMemory(0, read), cancellationToken);
            left -= read;
        }
    }
}
