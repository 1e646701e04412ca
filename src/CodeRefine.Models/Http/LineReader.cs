using System.Buffers;
using System.Text;

namespace CodeRefine.Models.Http;

/// <summary>Reads lines of UTF-8 from a stream that nobody vouches for: bounded in length and in waiting, its failures as <see cref="ModelException"/>.</summary>
internal sealed class LineReader(Stream stream, CallClock clock, string server)
{
    private const int LongestLine = 8 << 20;
    private readonly byte[] buffer = new byte[16 * 1024];
    private readonly ArrayBufferWriter<byte> pending = new();
    private int start, end;

    /// <summary>The next line without its end; null at the end of the stream.</summary>
    public async ValueTask<string?> ReadLineAsync()
    {
        pending.ResetWrittenCount();
        while (true)
        {
            var newline = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            if (newline >= 0)
            {
                pending.Write(buffer.AsSpan(start, newline - start));
                start = newline + 1;
                return Text();
            }

            pending.Write(buffer.AsSpan(start, end - start));
            if (pending.WrittenCount > LongestLine)
            {
                throw new ModelException(ModelFailure.Malformed, $"{server} sent a single line of more than {LongestLine >> 20} MB, which is not the protocol.");
            }

            (start, end) = (0, await ReadAsync());
            if (end == 0)
            {
                return pending.WrittenCount == 0 ? null : Text();
            }
        }
    }

    private async ValueTask<int> ReadAsync()
    {
        try
        {
            var read = await stream.ReadAsync(buffer, clock.Token);
            clock.Heard();
            return read;
        }
        catch (OperationCanceledException) when (clock.Expired(server) is { } expired)
        {
            throw expired;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new ModelException(ModelFailure.CutOff, $"{server} cut its answer off: the connection broke before it was done.", e);
        }
    }

    private string Text() => Encoding.UTF8.GetString(pending.WrittenSpan).TrimEnd('\r');
}
