using CodeRefine.Core.Events;

namespace CodeRefine.Models.Middleware;

/// <summary>Answers of an earlier run, each given out once, by prompt and in their order. Safe for concurrent calls.</summary>
public sealed class RecordedAnswers
{
    private readonly Dictionary<string, Queue<RunEvent.ModelCallEnded>> byPrompt = [];
    private readonly Lock gate = new();

    /// <param name="journal">The earlier run's events; calls that failed are passed over, since failures are not kept.</param>
    public RecordedAnswers(IEnumerable<RunEvent> journal)
    {
        foreach (var ended in journal.OfType<RunEvent.ModelCallEnded>().Where(e => e.Answer is not null))
        {
            if (!byPrompt.TryGetValue(ended.PromptHash, out var queue))
            {
                byPrompt[ended.PromptHash] = queue = new();
            }

            queue.Enqueue(ended);
        }
    }

    /// <summary>How many are left.</summary>
    public int Left
    {
        get
        {
            lock (gate)
            {
                return byPrompt.Values.Sum(q => q.Count);
            }
        }
    }

    internal RunEvent.ModelCallEnded? Take(string promptHash)
    {
        lock (gate)
        {
            return byPrompt.TryGetValue(promptHash, out var queue) && queue.TryDequeue(out var answer) ? answer : null;
        }
    }
}
