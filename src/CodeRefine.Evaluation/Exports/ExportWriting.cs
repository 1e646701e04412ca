using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Exports;

/// <summary>What the forms share: how JSON is written, what a sample's program and completion are.</summary>
internal static class ExportWriting
{
    // Code in JSON that people look at stays readable.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = false };

    /// <summary>JSON Lines: UTF-8, <c>\n</c>, one object a line.</summary>
    public static int WriteLines<T>(IExportTarget target, IEnumerable<T> rows, Action<Utf8JsonWriter, T> write, CancellationToken cancellationToken)
    {
        using var stream = target.Open("");
        using var json = new Utf8JsonWriter(stream, Compact);
        var count = 0;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            json.WriteStartObject();
            write(json, row);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            stream.WriteByte((byte)'\n');
            count++;
        }

        return count;
    }

    public static void WriteDocument(Stream stream, Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(stream, Compact);
        write(json);
    }

    public static IEnumerable<SampleRecord> Judged(IRunReader reader) => reader.Samples().Where(s => s.Outcome == SampleOutcome.Judged);

    /// <summary>Infrastructure failures, in words; a form that cannot say "not judged" leaves them out.</summary>
    public static string NotJudged(IRunReader reader) => reader.Counts().Infrastructure is > 0 and var count ? $"{count} sample{(count == 1 ? "" : "s")} that could not be judged for the machine's sake" : "";

    /// <summary>The solution as one text: its only file that is not as it was, or, of several, a JSON object of paths and texts (which <c>grade</c> reads).</summary>
    public static string Program(IRunReader reader, RunTask task, string? hash)
    {
        if (hash is null || reader.Sources(hash) is not { } sources)
        {
            return "";
        }

        var start = task.Sources is { } before ? reader.Sources(before) : null;
        return Program(start, sources);
    }

    public static string Program(SourceTree? start, SourceTree sources)
    {
        var changed = sources.Files.Where(f => start is null || !start.TryGet(f.Key, out var old) || old.Text != f.Value.Text).ToList();
        changed = changed.Count == 0 ? [.. sources.Files] : changed;
        if (changed.Count == 1)
        {
            return changed[0].Value.Text;
        }

        using var text = new MemoryStream();
        WriteDocument(text, json =>
        {
            json.WriteStartObject();
            foreach (var (path, file) in changed)
            {
                json.WriteString(path, file.Text);
            }

            json.WriteEndObject();
        });
        return Encoding.UTF8.GetString(text.ToArray());
    }

    /// <summary>The completion as it was given, or the program that was made.</summary>
    public static string Completion(IRunReader reader, RunTask task, SampleRecord sample) =>
        (sample.Completion is { } hash ? reader.Text(hash) : null) ?? Program(reader, task, sample.Solution);

    public static Dictionary<string, RunTask> TasksById(IRunReader reader) => reader.Tasks.ToDictionary(t => t.Id, StringComparer.Ordinal);

    /// <summary>Runs of samples of one task; relies on the reader's order, and holds one task's samples at a time.</summary>
    public static IEnumerable<(RunTask Task, List<SampleRecord> Samples)> ByTask(IRunReader reader) =>
        reader.Tasks.Select(t => (t, reader.Samples(t.Id).ToList()));
}
