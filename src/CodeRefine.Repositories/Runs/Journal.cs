using System.Text.Json;
using CodeRefine.Core.Events;

namespace CodeRefine.Repositories.Runs;

/// <summary>
/// Writes a run's events as JSON lines, each on the disk before <see cref="Observe"/> returns. Complete lines are never touched
/// again; one that a crash tore at the end is cut off when the run goes on.
/// </summary>
public sealed class Journal : IRunObserver, IDisposable
{
    private readonly RunLock writer;
    private readonly FileStream file;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private long sequence;

    /// <param name="writer">Taken before; two writers would interleave.</param>
    internal Journal(string path, RunLock writer, TimeProvider time)
    {
        (this.writer, this.time) = (writer, time);
        var earlier = File.Exists(path) ? JournalReader.Read(path) : null;
        sequence = earlier?.Lines.LastOrDefault()?.Seq ?? 0;
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 1);
        file.SetLength(earlier?.CompleteBytes ?? 0);
        file.Seek(0, SeekOrigin.End);
    }

    public void Observe(RunEvent happened)
    {
        if (happened.Transient)
        {
            return;
        }

        lock (gate)
        {
            var line = JsonSerializer.SerializeToUtf8Bytes(new JournalLine(sequence + 1, time.GetUtcNow(), happened), RunJson.Line);
            file.Write([.. line, (byte)'\n']);
            file.Flush(flushToDisk: true);
            sequence++;
        }
    }

    public void Dispose()
    {
        file.Dispose();
        writer.Dispose();
    }
}
