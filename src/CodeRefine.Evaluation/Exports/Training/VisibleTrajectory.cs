using CodeRefine.Core.Events;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Exports.Training;

/// <summary>
/// A sample as training may see it. Of the checks that judge, only one bit comes through, a documented reward; what they are called, expect
/// or say is not here, so that a model that is trained on a suite's rows has not been told its answers. Feedback is what visible checks said.
/// </summary>
internal sealed class VisibleTrajectory
{
    private VisibleTrajectory(RunTask task, SampleRecord sample, List<VisibleStep> steps) => (Task, Number, Steps, Passed, Compiles) = (task, sample.Sample, steps, sample.Passed, sample.Verdict is not (VerdictKind.CompileError or VerdictKind.PolicyViolation));

    public RunTask Task { get; }
    public int Number { get; }

    /// <summary>Answers in their order, without the task's own start; each has a program.</summary>
    public List<VisibleStep> Steps { get; }

    /// <summary>The reward of the whole sample, by the checks that judge.</summary>
    public bool Passed { get; }
    public bool Compiles { get; }
    public string Statement => Task.Statement.Length > 0 ? Task.Prompt.Length > 0 ? $"{Task.Statement}\n\n{Task.Prompt}" : Task.Statement : Task.Prompt.Length > 0 ? Task.Prompt : Task.Title;
    public VisibleStep Last => Steps[^1];

    /// <returns>Null where nothing was answered.</returns>
    public static VisibleTrajectory? Of(IRunReader reader, RunTask task, SampleRecord sample)
    {
        if (sample.Outcome != SampleOutcome.Judged)
        {
            return null;
        }

        var start = task.Sources is { } hash ? reader.Sources(hash) : null;
        var prose = sample.Cost.ModelCalls > 0 ? Prose(reader, task, sample) : [];
        // In a run that only grades, verdict and headline are those of the checks that judge: none of it is for training.
        var graded = reader.Run.Kind == RunKind.Grade;
        var steps = new List<VisibleStep>();
        foreach (var turn in sample.Turns)
        {
            if (turn.Sources is not { } content || content == task.Sources || reader.Sources(content) is not { } sources)
            {
                continue;
            }

            steps.Add(StepOf(turn, ExportWriting.Program(start, sources), graded, prose.GetValueOrDefault(turn.NodeId, "")));
        }

        if (steps.Count == 0 && ExportWriting.Program(reader, task, sample.Solution) is { Length: > 0 } program && sample.Solution != task.Sources)
        {
            steps.Add(new VisibleStep("", "", program, null, "", sample.Passed, 0, ""));
        }

        if (steps.Count == 0)
        {
            return null;
        }

        // The last answer is the one that was judged.
        steps[^1] = steps[^1] with { Right = steps[^1].Right ?? sample.Passed };
        return new(task, sample, steps);
    }

    public static IEnumerable<VisibleTrajectory> All(IRunReader reader) =>
        ExportWriting.ByTask(reader).SelectMany(t => t.Samples.Select(s => Of(reader, t.Task, s))).OfType<VisibleTrajectory>();

    private static VisibleStep StepOf(TurnRecord turn, string program, bool graded, string prose)
    {
        var visible = !graded && (turn.VisiblePassed is not null || turn.Verdict == VerdictKind.CompileError);
        return new VisibleStep(
            turn.NodeId, turn.Proposer, program, visible ? turn.Verdict == VerdictKind.Passed && turn.VisiblePassed != false : null,
            visible && turn.Verdict != VerdictKind.Passed ? $"{Reports.Text.RunSections.Words(turn.Verdict.ToString())}{(turn.Headline.Length > 0 ? $": {turn.Headline}" : "")}" : "",
            turn.HeldBackPassed, visible ? turn.Score : 0, prose);
    }

    /// <summary>What the model wrote before its code, by node: the answer that came last before it.</summary>
    private static Dictionary<string, string> Prose(IRunReader reader, RunTask task, SampleRecord sample)
    {
        var prose = new Dictionary<string, string>(StringComparer.Ordinal);
        var answer = "";
        foreach (var happened in reader.Steps(task.Id, sample.Sample).Select(s => s.Event))
        {
            if (happened is RunEvent.ModelCallEnded { Answer: { } text })
            {
                var fence = text.IndexOf("```", StringComparison.Ordinal);
                answer = (fence < 0 ? "" : text[..fence]).Trim();
            }
            else if (happened is RunEvent.NodeAdded node)
            {
                prose[node.Id] = answer;
                answer = "";
            }
        }

        return prose;
    }
}

/// <summary>One answer.</summary>
/// <param name="VisiblePassed">Null where nothing visible judged it.</param>
/// <param name="Feedback">What visible checks or the compiler said; empty where it passed or nothing visible judged it.</param>
/// <param name="Right">By the checks that judge; null where it was not graded.</param>
/// <param name="Score">By visible checks.</param>
/// <param name="Prose">What the model wrote before the code.</param>
internal sealed record VisibleStep(string NodeId, string Proposer, string Program, bool? VisiblePassed, string Feedback, bool? Right, double Score, string Prose);
