using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Suites;

namespace CodeRefine.Evaluation.Running;

/// <summary>One sample to be done.</summary>
/// <param name="Completion">The completion to grade or to start from; null where an attempt starts from the task's own sources.</param>
public sealed record JobItem(SuiteTask Task, int Sample, string? Completion);

/// <summary>A sample done: its record, and what it names.</summary>
/// <param name="TimeDependent">A limit of time decided it, the sandbox's or the compiler's: beside others that is no verdict yet.</param>
public sealed record JobResult(SampleRecord Record, IReadOnlyList<SourceTree> Sources, bool TimeDependent = false);

/// <summary>Does one sample. Throws <see cref="Core.Checks.SandboxException"/> or an <see cref="Core.UserErrorKind.Environment"/> error where the machine, not the sample, failed.</summary>
/// <param name="tries">Which try at it this is, from 1.</param>
public delegate Task<JobResult> SampleWork(JobItem item, int tries, bool alone, CancellationToken cancellationToken);

/// <summary>How samples are worked through.</summary>
public sealed record LoopOptions
{
    /// <summary>Samples that are worked on at once, at most.</summary>
    public required int Workers { get; init; }

    /// <summary>Tries at a sample before the machine's failure is recorded. Default 4.</summary>
    public int Tries { get; init; } = 4;

    /// <summary>Wait before the second try; doubled for each further one. Default 1 s.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Samples in a row that fail for the machine's sake before the run stops: it can go on when that is mended. Default 8.</summary>
    public int MostFailuresInARow { get; init; } = 8;

    /// <summary>Memory that one worker's sandbox may take: workers wait where less is free. Default 512 MiB.</summary>
    public long BytesPerWorker { get; init; } = 512L << 20;
}
