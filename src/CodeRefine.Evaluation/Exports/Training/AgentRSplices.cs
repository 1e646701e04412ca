using System.Text.Json;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Exports.Training;

/// <summary>
/// Spliced trajectories of Agent-R (Yuan et al., arXiv 2501.11425): a failing sample up to its first bad answer, a thought of revision, and the way of a
/// sample of the same task that passes. <c>train</c> is the loss mask: false on what is given or wrong, true on the revision and what follows.
/// </summary>
public sealed class AgentRSplices : IRunExport
{
    private const string Revision = "The last answer is wrong. I go back to before it and take another way.";

    public string Name => "agent-r";
    public string Description => "Agent-R's splices: bad prefix, revision, good suffix, with loss masks";
    public ExportShape Shape => ExportShape.Text;

    public ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken) => new(ExportWriting.WriteLines(target, Splices(reader), (json, splice) =>
    {
        json.WriteString("task_id", splice.Bad.Task.Id);
        json.WriteNumber("bad_sample", splice.Bad.Number);
        json.WriteNumber("good_sample", splice.Good.Number);
        json.WriteStartArray("messages");
        Message(json, "user", splice.Bad.Statement, train: false);
        foreach (var step in splice.Bad.Steps.Take(FirstBad(splice.Bad) + 1))
        {
            Step(json, step, train: false);
        }

        Message(json, "assistant", Revision, train: true);
        foreach (var step in splice.Good.Steps.SkipWhile(s => splice.Bad.Steps.Take(FirstBad(splice.Bad)).Any(b => b.Program == s.Program)))
        {
            Step(json, step, train: true);
        }

        json.WriteEndArray();
    }, cancellationToken), ExportWriting.NotJudged(reader));

    /// <summary>The first answer that is worse by visible checks than the one before it; the first of all where none is.</summary>
    private static int FirstBad(VisibleTrajectory way)
    {
        for (var i = 1; i < way.Steps.Count; i++)
        {
            if (way.Steps[i].Score < way.Steps[i - 1].Score)
            {
                return i;
            }
        }

        return 0;
    }

    private static IEnumerable<(VisibleTrajectory Bad, VisibleTrajectory Good)> Splices(IRunReader reader)
    {
        foreach (var (task, samples) in ExportWriting.ByTask(reader))
        {
            var ways = samples.Select(s => VisibleTrajectory.Of(reader, task, s)).OfType<VisibleTrajectory>().ToList();
            foreach (var pair in ways.Where(w => !w.Passed).Zip(ways.Where(w => w.Passed)))
            {
                yield return pair;
            }
        }
    }

    private static void Step(Utf8JsonWriter json, VisibleStep step, bool train)
    {
        Message(json, "assistant", step.Prose.Length > 0 ? $"{step.Prose}\n\n```csharp\n{step.Program}\n```" : $"```csharp\n{step.Program}\n```", train);
        if (step.Feedback.Length > 0)
        {
            // What the environment says is never learnt.
            Message(json, "user", step.Feedback, train: false);
        }
    }

    private static void Message(Utf8JsonWriter json, string role, string content, bool train)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", content);
        json.WriteBoolean("train", train);
        json.WriteEndObject();
    }
}
