using CodeRefine.Core.Events;

namespace CodeRefine.Models.Middleware;

/// <summary>
/// Answers of an earlier run, each given out once: by prompt and sample, so that the order in which concurrent calls arrive does not matter, and in their order
/// where the samples are not numbered. Safe for concurrent calls.
/// </summary>
public sealed class RecordedAnswers
{
    private readonly Dictionary<(string Prompt, int? Sample), Queue<RunEvent.ModelCallEnded>> byPrompt = [];
    private readonly Lock gate = new();

    /// <param name="journal">The earlier run's events; calls that failed are passed over, since failures are not kept.</param>
    public RecordedAnswers(IEnumerable<RunEvent> journal)
    {
        foreach (var ended in journal.OfType<RunEvent.ModelCallEnded>().Where(e => e.Answer is not null))
        {
            if (!byPrompt.TryGetValue((ended.PromptHash, ended.Sample), out var queue))
            {
                byPrompt[(ended.PromptHash, ended.Sample)] = queue = new();
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

    /// <summary>The answer with that number; where the recording has none, one without a number.</summary>
    internal RunEvent.ModelCallEnded? Take(string promptHash, int? sample)
    {
        lock (gate)
        {
            return Next((promptHash, sample)) ?? Next((promptHash, null));
        }
    }

    private RunEvent.ModelCallEnded? Next((string, int?) key) => byPrompt.TryGetValue(key, out var queue) && queue.TryDequeue(out var answer) ? answer : null;
}
