using System.Formats.Tar;
using System.Net;
using System.Text;

namespace CodeRefine.Sandboxes.Images;

/// <summary>The image's build context, streamed as a tar archive while it is read: nothing is written to this machine's disk.</summary>
internal sealed class ImageContext(SandboxImage image) : HttpContent
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        using (var text = new MemoryStream(Encoding.UTF8.GetBytes(image.Dockerfile)))
        {
            await tar.WriteEntryAsync(Entry("Dockerfile", text), cancellationToken);
        }

        // The engine gives a tmpfs the mode of the folder that it covers, whatever mode was asked for.
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "runtime/tmp/") { Mode = (UnixFileMode)0b001_111_111_111, ModificationTime = Epoch }, cancellationToken);
        foreach (var file in image.Runtime)
        {
            await AddAsync(tar, file, "runtime" + file.Path, cancellationToken);
        }

        foreach (var file in image.Hosted)
        {
            await AddAsync(tar, file, file.Path[1..], cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private static async Task AddAsync(TarWriter tar, SandboxFile file, string name, CancellationToken cancellationToken)
    {
        await using var content = new FileStream(file.HostPath, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);
        await tar.WriteEntryAsync(Entry(name, content), cancellationToken);
    }

    // One owner, mode and time for all: the engine's layer cache goes by these too.
    private static PaxTarEntry Entry(string name, Stream content) => new(TarEntryType.RegularFile, name)
    {
        DataStream = content,
        Mode = (UnixFileMode)0b101_101_101,
        ModificationTime = Epoch,
    };
}
