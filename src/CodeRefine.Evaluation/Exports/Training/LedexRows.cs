using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Exports.Training;

/// <summary>
/// Rows as LeDex trains on (Jiang et al., arXiv 2405.18649): a wrong program, its feedback, the explanation that came with the fix, and a fix that
/// passes every check that judges. Of each sample the step from wrong to right, where feedback was visible.
/// </summary>
public sealed class LedexRows : IRunExport
{
    public string Name => "ledex";
    public string Description => "LeDex's training rows: wrong program, feedback, explanation, fix";
    public ExportShape Shape => ExportShape.Text;

    public ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken) => new(ExportWriting.WriteLines(target, Rows(reader), (json, row) =>
    {
        json.WriteString("task_id", row.Way.Task.Id);
        json.WriteNumber("sample", row.Way.Number);
        json.WriteString("statement", row.Way.Statement);
        json.WriteString("wrong_code", row.Wrong.Program);
        json.WriteString("feedback", row.Wrong.Feedback);
        json.WriteString("explanation", row.Fix.Prose);
        json.WriteString("fix", row.Fix.Program);
        json.WriteString("proposer", row.Fix.Proposer);
    }, cancellationToken), ExportWriting.NotJudged(reader));

    private static IEnumerable<(VisibleTrajectory Way, VisibleStep Wrong, VisibleStep Fix)> Rows(IRunReader reader)
    {
        foreach (var way in VisibleTrajectory.All(reader))
        {
            for (var i = 1; i < way.Steps.Count; i++)
            {
                if (way.Steps[i] is { Right: true } fix && way.Steps[i - 1] is { Right: false, Feedback.Length: > 0 } wrong)
                {
                    yield return (way, wrong, fix);
                }
            }
        }
    }
}
