using System.Globalization;
using System.Text.Json;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Exports.Harnesses;

/// <summary>Samples as <see href="https://github.com/evalplus/evalplus"/> takes them: <c>task_id</c>, <c>solution</c>, a whole program.</summary>
public sealed class EvalPlusSamples : IRunExport
{
    public string Name => "evalplus-samples";
    public string Description => "evalplus's samples: task_id, solution";
    public ExportShape Shape => ExportShape.Text;

    public ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken)
    {
        var tasks = ExportWriting.TasksById(reader);
        return new(ExportWriting.WriteLines(target, reader.Samples().Where(s => (s.Completion ?? s.Solution) is not null), (json, sample) =>
        {
            json.WriteString("task_id", sample.TaskId);
            json.WriteString("solution", EvalPlusResults.Solution(reader, tasks[sample.TaskId], sample));
        }, cancellationToken));
    }
}

/// <summary>
/// Results as evalplus writes them. There is one set of checks here, which stands as <c>base</c>; <c>plus</c> is null, as evalplus writes it
/// with <c>--base-only</c>. Failing checks are named, not quoted.
/// </summary>
public sealed class EvalPlusResults : IRunExport
{
    public string Name => "evalplus-results";
    public string Description => "evalplus's results: eval by task, pass_at_k";
    public ExportShape Shape => ExportShape.Text;

    public ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken)
    {
        var counts = new List<TaskCount>();
        using var stream = target.Open("");
        ExportWriting.WriteDocument(stream, json =>
        {
            json.WriteStartObject();
            json.WriteString("date", reader.Run.Started.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
            json.WriteString("hash", reader.Run.SuiteHash);
            json.WriteStartObject("eval");
            foreach (var (task, samples) in ExportWriting.ByTask(reader))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var judged = samples.Where(s => s.Outcome == SampleOutcome.Judged).ToList();
                counts.Add(new(task.Id, judged.Count, judged.Count(s => s.Passed)));
                json.WriteStartArray(task.Id);
                judged.ForEach(s => Write(json, reader, task, s));
                json.WriteEndArray();
                json.Flush();
            }

            json.WriteEndObject();
            json.WriteStartObject("pass_at_k");
            json.WriteStartObject("base");
            foreach (var row in PassAtK.Estimate(counts, reader.Run.Ks, new TaskBootstrap(new() { Resamples = 100 })).Where(r => r.Estimate is not null && r.TooFew == 0))
            {
                json.WriteNumber($"pass@{row.K}", row.Estimate!.Value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        });
        return new(counts.Sum(c => c.Samples), ExportWriting.NotJudged(reader));
    }

    internal static string Solution(IRunReader reader, RunTask task, SampleRecord sample) =>
        ExportWriting.Program(reader, task, sample.Solution) is { Length: > 0 } program ? program : ExportWriting.Completion(reader, task, sample);

    private static void Write(Utf8JsonWriter json, IRunReader reader, RunTask task, SampleRecord sample)
    {
        json.WriteStartObject();
        json.WriteString("task_id", task.Id);
        json.WriteString("solution", Solution(reader, task, sample));
        json.WriteString("base_status", sample.Passed ? "pass" : sample.Verdict == VerdictKind.TimedOut ? "timeout" : "fail");
        json.WriteNull("plus_status");
        json.WriteStartArray("base_fail_tests");
        foreach (var failed in sample.Grade?.Failed ?? [])
        {
            json.WriteStringValue(failed.Name);
        }

        json.WriteEndArray();
        json.WriteStartArray("plus_fail_tests");
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
