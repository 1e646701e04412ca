using CodeRefine.Core.Critiques;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Reports;

/// <summary>Counts a run's samples as they stream by: grows with the tasks, and by some bytes for each solved sample.</summary>
internal sealed class RunTally
{
    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);
    private readonly bool startIsAnswer;

    public RunTally(IRunReader reader, CancellationToken cancellationToken)
    {
        startIsAnswer = reader.Run.Kind == RunKind.Grade || reader.Run.Completions is not null;
        foreach (var task in reader.Tasks)
        {
            index[task.Id] = Tasks.Count;
            Tasks.Add(new TaskTally(task));
        }

        foreach (var sample in reader.Samples())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(sample);
        }
    }

    public List<TaskTally> Tasks { get; } = [];
    public Tally Verdicts { get; } = new();
    public Tally Kinds { get; } = new();
    public Tally SolvedBy { get; } = new();

    /// <summary>What each solved sample had spent when it was.</summary>
    public List<(int Task, SampleCost Cost)> Solved { get; } = [];
    public SampleCost Cost { get; private set; } = new();
    public int SavedCalls { get; private set; }

    /// <summary>Judged samples whose answers in between were not all graded: they are in no figure by turns.</summary>
    public int UngradedTurns { get; private set; }
    public int Cached { get; private set; }
    public int RunAlone { get; private set; }
    public int TriedAgain { get; private set; }

    private void Add(SampleRecord sample)
    {
        if (!index.TryGetValue(sample.TaskId, out var at))
        {
            throw new InvalidDataException($"A sample of the task {sample.TaskId}, which the run does not have.");
        }

        var judged = sample.Outcome == SampleOutcome.Judged;
        var turns = judged ? SampleTurns.Of(sample, startIsAnswer) : null;
        Tasks[at].Add(sample, turns);
        Cost += sample.Cost;
        Cached += sample.Cached ? 1 : 0;
        RunAlone += sample.RunAlone ? 1 : 0;
        TriedAgain += sample.Tries > 1 ? 1 : 0;
        SavedCalls += SampleTurns.SavedCalls(sample);
        if (!judged)
        {
            return;
        }

        UngradedTurns += turns is null ? 1 : 0;
        Verdicts.Add(sample.Verdict?.ToString() ?? "Unknown");
        if (sample.Passed)
        {
            SolvedBy.Add(sample.SolvedBy.ToString());
            Solved.Add((at, SpentWhenSolved(sample, turns)));
        }
        else
        {
            Kinds.Add(sample.Kind == TaxonomyKind.None ? "Unknown" : sample.Kind.ToString());
        }
    }

    private static SampleCost SpentWhenSolved(SampleRecord sample, SampleTurns? turns)
    {
        if (turns is null || turns.SolvedNode >= sample.Turns.Length - 1)
        {
            return sample.Cost;
        }

        return sample.Turns.Take(turns.SolvedNode + 1).Aggregate(new SampleCost(), (sum, t) => sum + t.Cost);
    }
}
