using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Running;

/// <summary>What a run has come to so far. Safe for concurrent calls.</summary>
public sealed class RunProgress
{
    private const int MostSlow = 3;
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly long started;
    private readonly Queue<(long At, long Done)> marks = [];
    private readonly Dictionary<(string Task, int Sample), long> working = [];
    private readonly LiveRate rate1 = new();
    private ProgressSnapshot now = new();

    public RunProgress(TimeProvider time)
    {
        this.time = time;
        started = time.GetTimestamp();
    }

    /// <param name="counts">What earlier parts of a resumed run left.</param>
    /// <param name="tasks">The same by task.</param>
    public void Start(RunCounts counts, IEnumerable<TaskCount> tasks)
    {
        lock (gate)
        {
            foreach (var task in tasks)
            {
                for (var i = 0; i < task.Samples; i++)
                {
                    rate1.Add(task.TaskId, i < task.Passed);
                }
            }

            now = now with { Planned = counts.Planned, Judged = counts.Judged, Passed = counts.Passed, Infrastructure = counts.Infrastructure, Before = counts.Ended };
        }
    }

    public void Begin(string task, int sample)
    {
        lock (gate)
        {
            working[(task, sample)] = time.GetTimestamp();
        }
    }

    public void Left(string task, int sample)
    {
        lock (gate)
        {
            working.Remove((task, sample));
        }
    }

    public void End(SampleRecord record)
    {
        lock (gate)
        {
            working.Remove((record.TaskId, record.Sample));
            var judged = record.Outcome == SampleOutcome.Judged;
            if (judged)
            {
                rate1.Add(record.TaskId, record.Passed);
            }

            now = now with
            {
                Judged = now.Judged + (judged ? 1 : 0),
                Passed = now.Passed + (record.Passed ? 1 : 0),
                Infrastructure = now.Infrastructure + (judged ? 0 : 1),
                Cached = now.Cached + (record.Cached ? 1 : 0),
                Cost = now.Cost + record.Cost,
            };
        }
    }

    public void Retried()
    {
        lock (gate)
        {
            now = now with { Retries = now.Retries + 1 };
        }
    }

    public void Waits(int alone)
    {
        lock (gate)
        {
            now = now with { WaitingForRunAlone = alone };
        }
    }

    public ProgressSnapshot Snapshot()
    {
        lock (gate)
        {
            var at = time.GetTimestamp();
            var done = now.Judged + now.Infrastructure;
            marks.Enqueue((at, done));
            while (marks.Count > 2 && time.GetElapsedTime(marks.Peek().At, at) > TimeSpan.FromSeconds(60))
            {
                marks.Dequeue();
            }

            var (since, before) = marks.Peek();
            var elapsed = time.GetElapsedTime(started, at);
            var recent = time.GetElapsedTime(since, at).TotalSeconds;
            var rate = recent > 1 ? (done - before) / recent : elapsed.TotalSeconds > 0 ? (done - now.Before) / elapsed.TotalSeconds : 0;
            return now with
            {
                Elapsed = elapsed,
                Rate = rate,
                Rate1 = rate1.Samples > 0 ? rate1.Estimate() : null,
                Working = working.Count,
                Slowest = [.. working.OrderBy(w => w.Value).Take(MostSlow).Select(w => ($"{w.Key.Task} #{w.Key.Sample}", time.GetElapsedTime(w.Value, at)))],
            };
        }
    }
}

/// <summary>A run at one moment.</summary>
public sealed record ProgressSnapshot
{
    public long Planned { get; init; }
    public long Judged { get; init; }
    public long Passed { get; init; }
    public long Infrastructure { get; init; }

    /// <summary>Ended in earlier parts of the run.</summary>
    public long Before { get; init; }
    public long Cached { get; init; }
    public long Retries { get; init; }

    /// <summary>Timed out beside others, to be run again alone.</summary>
    public int WaitingForRunAlone { get; init; }

    /// <summary>Being worked on.</summary>
    public int Working { get; init; }
    public SampleCost Cost { get; init; } = new();
    public TimeSpan Elapsed { get; init; }

    /// <summary>Samples a second, over the last minute.</summary>
    public double Rate { get; init; }

    /// <summary>pass@1 so far, with its interval; null before the first verdict.</summary>
    public Estimate? Rate1 { get; init; }
    public IReadOnlyList<(string Sample, TimeSpan For)> Slowest { get; init; } = [];
    public long Done => Judged + Infrastructure;
    public TimeSpan? Left => Rate > 0 && Planned >= Done ? TimeSpan.FromSeconds((Planned - Done) / Rate) : null;
}
