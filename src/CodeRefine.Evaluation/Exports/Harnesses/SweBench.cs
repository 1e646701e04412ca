using System.Text.Json;
using CodeRefine.Evaluation.Reports;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Exports.Harnesses;

/// <summary>Predictions as <see href="https://github.com/SWE-bench/SWE-bench"/> takes them, one for each instance: of several samples the first.</summary>
public sealed class SweBenchPredictions : IRunExport
{
    public string Name => "swe-bench-predictions";
    public string Description => "SWE-bench's predictions: instance_id, model_name_or_path, model_patch (of each task's first sample)";
    public ExportShape Shape => ExportShape.Text;

    public ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken)
    {
        var tasks = ExportWriting.TasksById(reader);
        var more = 0;
        var rows = ExportWriting.WriteLines(target, First(reader, () => more++), (json, sample) =>
        {
            json.WriteString("instance_id", sample.TaskId);
            json.WriteString("model_name_or_path", ModelName(reader.Run));
            json.WriteString("model_patch", Patch(reader, tasks[sample.TaskId], sample));
        }, cancellationToken);
        return new(rows, more > 0 ? $"{more} further sample{(more == 1 ? "" : "s")} of the same tasks: there is one prediction an instance" : "");
    }

    internal static string ModelName(EvaluationRun run) => $"coderefine-{run.Strategy}-{run.Model ?? run.Proposer}";

    internal static string Patch(IRunReader reader, RunTask task, SampleRecord sample) => sample.Solution is null ? "" : Trajectory.Diff(reader, task, sample);

    internal static IEnumerable<SampleRecord> First(IRunReader reader, Action another)
    {
        string? last = null;
        foreach (var sample in reader.Samples())
        {
            if (sample.TaskId == last)
            {
                another();
                continue;
            }

            last = sample.TaskId;
            yield return sample;
        }
    }
}

/// <summary>The report that SWE-bench's harness writes of a run, <c>schema_version</c> 2, of each task's first sample.</summary>
public sealed class SweBenchReport : IRunExport
{
    public string Name => "swe-bench-report";
    public string Description => "SWE-bench's report, schema_version 2";
    public ExportShape Shape => ExportShape.Text;

    public ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken)
    {
        var tasks = ExportWriting.TasksById(reader);
        List<string> submitted = [], resolved = [], unresolved = [], errors = [], empty = [];
        foreach (var sample in SweBenchPredictions.First(reader, () => { }))
        {
            cancellationToken.ThrowIfCancellationRequested();
            submitted.Add(sample.TaskId);
            (sample.Outcome == SampleOutcome.Infrastructure ? errors
                : SweBenchPredictions.Patch(reader, tasks[sample.TaskId], sample).Length == 0 ? empty
                : sample.Passed ? resolved : unresolved).Add(sample.TaskId);
        }

        var incomplete = tasks.Keys.Except(submitted, StringComparer.Ordinal).ToList();
        List<string> completed = [.. resolved, .. unresolved];
        using var stream = target.Open("");
        ExportWriting.WriteDocument(stream, json =>
        {
            json.WriteStartObject();
            foreach (var (name, count) in new[] { ("total", tasks.Count), ("submitted", submitted.Count), ("completed", completed.Count), ("resolved", resolved.Count), ("unresolved", unresolved.Count), ("empty_patch", empty.Count), ("error", errors.Count) })
            {
                json.WriteNumber($"{name}_instances", count);
            }

            foreach (var (name, ids) in new[] { ("completed", completed), ("incomplete", incomplete), ("empty_patch", empty), ("submitted", submitted), ("resolved", resolved), ("unresolved", unresolved), ("error", errors) })
            {
                Write(json, $"{name}_ids", ids);
            }

            json.WriteNumber("schema_version", 2);
            json.WriteEndObject();
        });
        return new(submitted.Count);
    }

    private static void Write(Utf8JsonWriter json, string name, List<string> ids)
    {
        json.WriteStartArray(name);
        ids.Order(StringComparer.Ordinal).ToList().ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }
}
