namespace CodeRefine.Evaluation.Statistics;

/// <summary>
/// What the answers of a task's samples were worth turn by turn. A sample's <em>standing</em> answer after turn t is the one that
/// it would have ended with, had it been stopped there; one that stopped earlier keeps its last. Holds counts only, so that its
/// size does not grow with the samples.
/// </summary>
public sealed class TaskTurns(string taskId)
{
    private readonly List<int> rightAfter = [];
    private readonly List<Transitions> steps = [];

    public string TaskId { get; } = taskId;
    public int Samples { get; private set; }

    /// <summary>Turns that the longest sample took.</summary>
    public int Longest => rightAfter.Count;

    /// <summary>From the first answer to the last.</summary>
    public Transitions FirstToLast { get; private set; } = new(0, 0, 0, 0);

    /// <summary>From turn t + 1 to turn t + 2, at index t; of the samples that took both.</summary>
    public IReadOnlyList<Transitions> Steps => steps;

    /// <summary>Samples whose first answer is right.</summary>
    public int FirstRight => FirstToLast.Kept + FirstToLast.Lost;
    public int LastRight => FirstToLast.Kept + FirstToLast.Gained;

    /// <summary>Samples whose standing answer after <paramref name="turn"/> turns (from 1) is right.</summary>
    public int RightAfter(int turn) => turn <= Longest ? rightAfter[turn - 1] : LastRight;

    /// <param name="right">For each turn of the sample, in order, whether the answer that then stood is right. At least one.</param>
    public void Add(params ReadOnlySpan<bool> right)
    {
        if (right.IsEmpty)
        {
            throw new ArgumentException("A sample has at least one turn.", nameof(right));
        }

        while (rightAfter.Count < right.Length)
        {
            rightAfter.Add(LastRight);
        }

        for (var turn = 0; turn < rightAfter.Count; turn++)
        {
            rightAfter[turn] += right[Math.Min(turn, right.Length - 1)] ? 1 : 0;
        }

        for (var turn = 1; turn < right.Length; turn++)
        {
            if (steps.Count < turn)
            {
                steps.Add(new(0, 0, 0, 0));
            }

            steps[turn - 1] = steps[turn - 1].With(right[turn - 1], right[turn]);
        }

        FirstToLast = FirstToLast.With(right[0], right[^1]);
        Samples++;
    }
}
