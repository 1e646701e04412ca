using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Exports.Harnesses;

/// <summary>
/// A log of <see href="https://inspect.aisi.org.uk/eval-logs.html">inspect_ai</see>, version 2: a zip of <c>header.json</c>, <c>samples/ID_epoch_N.json</c>,
/// <c>summaries.json</c> and <c>_journal/</c>. A sample here is an epoch there, from 1; an infrastructure failure is an <c>error</c> and has no score.
/// </summary>
public sealed class InspectLog : IRunExport
{
    public string Name => "inspect";
    public string Description => "inspect_ai's .eval log, for its viewer and its analysis";
    public ExportShape Shape => ExportShape.Binary;

    public ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken)
    {
        var run = reader.Run;
        var tasks = ExportWriting.TasksById(reader);
        using var zip = new ZipArchive(target.Open(""), ZipArchiveMode.Create, leaveOpen: false, Encoding.UTF8);
        Entry(zip, run, "_journal/start.json", json => InspectHeader.Start(json, reader));
        var count = 0;
        DateTimeOffset ended = run.Started;
        var total = new SampleCost();
        foreach (var sample in reader.Samples())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Entry(zip, run, $"samples/{FileId(sample.TaskId)}_epoch_{sample.Sample + 1}.json", json => InspectSamples.Sample(json, reader, tasks[sample.TaskId], sample));
            ended = sample.Ended > ended ? sample.Ended : ended;
            total += sample.Cost;
            count++;
        }

        Entry(zip, run, "_journal/summaries/1.json", json => InspectSamples.Summaries(json, reader, tasks));
        Entry(zip, run, "summaries.json", json => InspectSamples.Summaries(json, reader, tasks));
        Entry(zip, run, "header.json", json => InspectHeader.Header(json, reader, ended, total));
        return new(count);
    }

    /// <summary>inspect finds a sample by its id as it is; but one that would leave the folder where the zip is unpacked.</summary>
    private static string FileId(string id) => id.Contains("..", StringComparison.Ordinal) || id.StartsWith('/') || id.Contains('\\', StringComparison.Ordinal) ? MultiPlEResults.SafeName(id) : id;

    private static void Entry(ZipArchive zip, EvaluationRun run, string name, Action<Utf8JsonWriter> write)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        // A zip's dates begin in 1980; the run's own, so that the bytes are the run's and not the moment's.
        entry.LastWriteTime = run.Started.ToUniversalTime() is { Year: >= 1980 and < 2107 } started ? started : new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        ExportWriting.WriteDocument(stream, write);
    }
}
