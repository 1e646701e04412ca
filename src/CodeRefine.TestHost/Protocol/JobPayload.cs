using System.Buffers.Binary;
using System.Text.Json;

namespace CodeRefine.TestHost.Protocol;

/// <summary>
/// Payload of a <see cref="FrameType.Job"/>: five blobs, each <c>[int32 LE length][bytes]</c>: the job as JSON, the candidate's PE and PDB,
/// the checks' PE and PDB. A PDB may be empty. The images of the job's support follow.
/// </summary>
internal sealed record JobPayload(HostJob Job, ReadOnlyMemory<byte> CandidatePe, ReadOnlyMemory<byte> CandidatePdb, ReadOnlyMemory<byte> ChecksPe, ReadOnlyMemory<byte> ChecksPdb)
{
    /// <summary>PE images of <see cref="HostJob.Support"/>.</summary>
    public ReadOnlyMemory<byte>[] Support { get; init; } = [];

    public byte[] ToBytes()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(Job, ProtocolJson.Default.HostJob);
        ReadOnlyMemory<byte>[] blobs = [json, CandidatePe, CandidatePdb, ChecksPe, ChecksPdb, .. Support];
        var bytes = new byte[blobs.Sum(b => sizeof(int) + b.Length)];
        var at = 0;
        foreach (var blob in blobs)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), blob.Length);
            blob.Span.CopyTo(bytes.AsSpan(at + sizeof(int)));
            at += sizeof(int) + blob.Length;
        }

        return bytes;
    }

    /// <exception cref="ProtocolException">The payload is not such a one.</exception>
    public static JobPayload FromBytes(ReadOnlyMemory<byte> payload)
    {
        var json = TakeBlob(ref payload);
        HostJob? job;
        try
        {
            job = HostJobReading.Read(json.Span);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new ProtocolException("The job is not the JSON it should be.", e);
        }

        var read = new JobPayload(job ?? throw new ProtocolException("The job is null."), TakeBlob(ref payload), TakeBlob(ref payload), TakeBlob(ref payload), TakeBlob(ref payload));
        var support = new ReadOnlyMemory<byte>[job.Support?.Length ?? 0];
        for (var i = 0; i < support.Length; i++)
        {
            support[i] = TakeBlob(ref payload);
        }

        return read with { Support = support };
    }

    private static ReadOnlyMemory<byte> TakeBlob(ref ReadOnlyMemory<byte> rest)
    {
        var length = rest.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
        if (length < 0 || length > rest.Length - sizeof(int))
        {
            throw new ProtocolException("A part of the job is cut off.");
        }

        var blob = rest.Slice(sizeof(int), length);
        rest = rest[(sizeof(int) + length)..];
        return blob;
    }
}
