using System.Buffers.Binary;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Hosting;

/// <summary>Writes reports, each under the job's token. Held by locals only: no static leads to it.</summary>
internal sealed class Reporter(Stream stream, ReadOnlyMemory<byte> token)
{
    private readonly Lock gate = new();

    public void Started(string id) => Write(FrameType.CheckStarted, ReportJson.Of(new CheckStart(id)));
    public void Result(CheckOutcome outcome) => Write(FrameType.CheckResult, ReportJson.Of(outcome));
    public void Finished() => Write(FrameType.RunFinished, []);
    public void OutOfMemory() => Write(FrameType.OutOfMemory, []);
    public void Ground(ScreenGround ground) => Write(FrameType.ScreenGround, ScreenJson.Of(ground));
    public void Screened(ScreenBatch batch) => Write(FrameType.Screened, ScreenJson.Of(batch));

    public void VariantStarted(int variant)
    {
        var payload = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(payload, variant);
        Write(FrameType.VariantStarted, payload);
    }

    private void Write(FrameType type, byte[] payload)
    {
        lock (gate)
        {
            Frames.Write(stream, type, token, payload);
        }
    }
}
