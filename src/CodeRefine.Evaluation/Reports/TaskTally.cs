using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Reports;

/// <summary>What a report keeps of one task while its samples stream by: counts, and no sample.</summary>
internal sealed class TaskTally(RunTask task)
{
    private const int LongestExplanation = 300;

    private readonly HashSet<ulong> programs = [];
    private int firstNumber = int.MaxValue;

    public RunTask Task { get; } = task;
    public TaskTurns Turns { get; } = new(task.Id);
    public Tally Verdicts { get; } = new();
    public int Judged { get; private set; }
    public int Passed { get; private set; }
    public int Infrastructure { get; private set; }
    public SampleCost Cost { get; private set; } = new();

    /// <summary>Whether the judged sample of the lowest number passed.</summary>
    public bool FirstPassed { get; private set; }

    /// <summary>Of the first sample that did not pass.</summary>
    public string Explanation { get; private set; } = "";

    /// <summary>Judged samples less different programs among them.</summary>
    public int Repeated { get; private set; }

    public TaskCount Count => new(Task.Id, Judged, Passed);

    public void Add(SampleRecord sample, SampleTurns? turns)
    {
        Cost += sample.Cost;
        if (Explanation.Length == 0 && !sample.Passed)
        {
            Explanation = sample.Explanation.Length <= LongestExplanation ? sample.Explanation : string.Concat(sample.Explanation.AsSpan(0, LongestExplanation), "…");
        }

        if (sample.Outcome != SampleOutcome.Judged)
        {
            Infrastructure++;
            return;
        }

        Judged++;
        Passed += sample.Passed ? 1 : 0;
        Verdicts.Add(sample.Verdict?.ToString() ?? "Unknown");
        if (sample.Sample < firstNumber)
        {
            (firstNumber, FirstPassed) = (sample.Sample, sample.Passed);
        }

        if ((sample.Solution ?? sample.Completion) is { } hash)
        {
            Repeated += programs.Add(Short(hash)) ? 0 : 1;
        }

        if (turns is not null)
        {
            Turns.Add(turns.Right);
        }
    }

    /// <summary>64 bits tell the few programs of one task apart.</summary>
    private static ulong Short(string hash)
    {
        var value = 14695981039346656037UL;
        foreach (var c in hash)
        {
            value = (value ^ c) * 1099511628211UL;
        }

        return value;
    }
}
