using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Exports.Training;

/// <summary>Pairs for preference training (DPO and its kin): of one task a last answer that passes every check that judges, and one that does not. Each different program is used once; the n-th passing one meets the n-th failing one.</summary>
public sealed class PreferencePairs : IRunExport
{
    public string Name => "preferences";
    public string Description => "Preference pairs: prompt, chosen, rejected";
    public ExportShape Shape => ExportShape.Text;

    public ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken) => new(ExportWriting.WriteLines(target, Pairs(reader), (json, pair) =>
    {
        json.WriteString("task_id", pair.Chosen.Task.Id);
        json.WriteString("prompt", pair.Chosen.Statement);
        json.WriteString("chosen", pair.Chosen.Last.Program);
        json.WriteString("rejected", pair.Rejected.Last.Program);
        json.WriteNumber("chosen_sample", pair.Chosen.Number);
        json.WriteNumber("rejected_sample", pair.Rejected.Number);
    }, cancellationToken), ExportWriting.NotJudged(reader));

    private static IEnumerable<(VisibleTrajectory Chosen, VisibleTrajectory Rejected)> Pairs(IRunReader reader)
    {
        foreach (var (task, samples) in ExportWriting.ByTask(reader))
        {
            var ways = samples.Select(s => VisibleTrajectory.Of(reader, task, s)).OfType<VisibleTrajectory>().DistinctBy(w => w.Last.Program, StringComparer.Ordinal).ToList();
            foreach (var pair in ways.Where(w => w.Passed).Zip(ways.Where(w => !w.Passed)))
            {
                yield return pair;
            }
        }
    }
}
