using CodeRefine.Core.Events;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Runs;

/// <summary>Reads a run's journal, finished or not; the run may go on meanwhile. Streams: memory stays flat however many samples there are.</summary>
public interface IRunReader : IDisposable
{
    EvaluationRun Run { get; }

    /// <summary>In the suite's order.</summary>
    IReadOnlyList<RunTask> Tasks { get; }

    /// <summary>Counted, without reading the samples.</summary>
    RunCounts Counts();

    /// <summary>Judged samples of each task that has any, in the order of <see cref="Tasks"/>: counted, without reading them.</summary>
    IReadOnlyList<TaskCount> TaskCounts();

    /// <summary>Ended samples, in the order of <see cref="Tasks"/> and then of their numbers.</summary>
    /// <param name="taskId">Of this task alone; null for all.</param>
    IEnumerable<SampleRecord> Samples(string? taskId = null);

    /// <summary>Sources by the content hash that a task, a sample or a turn names; null where the journal does not hold them.</summary>
    SourceTree? Sources(string hash);

    /// <summary>A completion as it was given, by hash; null where the journal does not hold it.</summary>
    string? Text(string hash);

    /// <summary>Everything that happened in one sample, model calls with prompts and answers too; empty in a run that only grades.</summary>
    IEnumerable<SampleStep> Steps(string taskId, int sample);
}

/// <param name="Planned">Samples that the run is to have. Those neither ended nor started are waiting.</param>
public sealed record RunCounts(long Planned, long Judged, long Passed, long Infrastructure)
{
    public long Ended => Judged + Infrastructure;
    public bool Complete => Ended >= Planned;
}

/// <summary>One event of a sample.</summary>
public sealed record SampleStep(DateTimeOffset Time, RunEvent Event);
