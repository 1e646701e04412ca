using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Exports.Training;

/// <summary>
/// Failures that look right, for a re-ranker: last answers that pass every visible check, or at least half of them, and not those that judge. Where
/// nothing is visible every failing answer that compiled counts, with a score of 0. Beside each the first answer to the task that passes, where there is one.
/// </summary>
public sealed class HardNegatives : IRunExport
{
    private const double LeastScore = 0.5;

    public string Name => "hard-negatives";
    public string Description => "Hard negatives for a re-ranker: query, negative, its visible score, positive";
    public ExportShape Shape => ExportShape.Text;

    public ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken) => new(ExportWriting.WriteLines(target, Rows(reader), (json, row) =>
    {
        json.WriteString("task_id", row.Negative.Task.Id);
        json.WriteNumber("sample", row.Negative.Number);
        json.WriteString("query", row.Negative.Statement);
        json.WriteString("negative", row.Negative.Last.Program);
        json.WriteNumber("score", row.Negative.Last.Score);
        if (row.Positive is { } positive)
        {
            json.WriteString("positive", positive.Last.Program);
        }
        else
        {
            json.WriteNull("positive");
        }
    }, cancellationToken), ExportWriting.NotJudged(reader));

    private static IEnumerable<(VisibleTrajectory Negative, VisibleTrajectory? Positive)> Rows(IRunReader reader)
    {
        foreach (var (task, samples) in ExportWriting.ByTask(reader))
        {
            var ways = samples.Select(s => VisibleTrajectory.Of(reader, task, s)).OfType<VisibleTrajectory>().ToList();
            var positive = ways.Find(w => w.Passed);
            foreach (var way in ways.Where(w => !w.Passed && w.Compiles && (w.Last.VisiblePassed is null || w.Last.VisiblePassed == true || w.Last.Score >= LeastScore)).DistinctBy(w => w.Last.Program, StringComparer.Ordinal).OrderByDescending(w => w.Last.Score).ThenBy(w => w.Number))
            {
                yield return (way, positive);
            }
        }
    }
}
