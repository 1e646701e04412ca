using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Exports.Training;

/// <summary>
/// Rows as LETI trains on (Wang et al., arXiv 2305.10314): a reward token, feedback only where the answer failed, the statement, the program.
/// The token is by the checks that judge; the feedback is by what was visible.
/// </summary>
public sealed class LetiRows : IRunExport
{
    public const string Good = "<|good|>";
    public const string Bad = "<|bad|>";

    public string Name => "leti";
    public string Description => "LETI's training rows: reward token, feedback, statement, program";
    public ExportShape Shape => ExportShape.Text;

    public ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken)
    {
        var rows = VisibleTrajectory.All(reader).SelectMany(t => t.Steps.Where(s => s.Right is not null).Select(s => (Way: t, Step: s)));
        return new(ExportWriting.WriteLines(target, rows, (json, row) =>
        {
            json.WriteString("task_id", row.Way.Task.Id);
            json.WriteNumber("sample", row.Way.Number);
            json.WriteString("reward", row.Step.Right == true ? Good : Bad);
            json.WriteString("feedback", row.Step.Right == true ? "" : row.Step.Feedback);
            json.WriteString("statement", row.Way.Statement);
            json.WriteString("program", row.Step.Program);
        }, cancellationToken), ExportWriting.NotJudged(reader));
    }
}
