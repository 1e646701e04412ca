using CodeRefine.Sandboxes.Screening;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.Sandboxes.Pools;

/// <summary>What was heard of one job: the last outcome of each check, and how it ended.</summary>
internal sealed class JobTranscript
{
    public Dictionary<string, CheckOutcome> Outcomes { get; } = new(StringComparer.Ordinal);

    /// <summary>The check that began last and has not reported.</summary>
    public string? Running { get; set; }

    /// <summary>What was heard of variants, where the job tries such.</summary>
    public ScreenTranscript? Screen { get; init; }
    public required JobEnding Ending { get; set; }
}

/// <summary>How a job ended, seen from outside the wall.</summary>
internal abstract record JobEnding
{
    private JobEnding() { }

    /// <summary>The supervisor said so; the cell goes on.</summary>
    public sealed record Told(JobEnd End) : JobEnding;

    /// <summary>The cell was killed from outside, for it did not end by itself in time.</summary>
    public sealed record Overdue(TimeSpan After) : JobEnding;

    /// <summary>More was reported than any honest run has to say.</summary>
    public sealed record Flooded : JobEnding;

    /// <summary>The cell ended amid the job, or spoke no protocol any more.</summary>
    public sealed record Broken(string Reason, bool OutOfMemory) : JobEnding;

    /// <summary>The supervisor said that the sandbox itself failed.</summary>
    public sealed record Faulted(string Message) : JobEnding;
}
