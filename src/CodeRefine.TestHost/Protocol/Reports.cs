namespace CodeRefine.TestHost.Protocol;

/// <param name="Protocol">Version of the wire: <see cref="CellReady.Version"/>.</param>
/// <param name="Runtime">The runtime's version, as <c>10.0.12</c>.</param>
/// <param name="WarmMilliseconds">From the host process's start until it was warm.</param>
internal sealed record CellReady(int Protocol, string Runtime, int WarmMilliseconds)
{
    public const int Version = 1;
}

/// <summary>The check's own code begins: a fixture of its class counts to the first check that needs it.</summary>
internal sealed record CheckStart(string Id);

internal enum OutcomeStatus
{
    Passed,
    Failed,
    Skipped,

    /// <summary>It met the memory limit as an exception.</summary>
    OutOfMemory,
}

/// <summary>The outcome of one check.</summary>
internal sealed record CheckOutcome
{
    public required string Id { get; init; }
    public required OutcomeStatus Status { get; init; }
    public int CasesPassed { get; init; }
    public int CasesFailed { get; init; }

    /// <summary>The first failures, at most five.</summary>
    public FailureReport[] Failures { get; init; } = [];
    public double Milliseconds { get; init; }

    /// <summary>What it wrote, by output helper or console, capped at 16 Ki characters.</summary>
    public string Output { get; init; } = "";

    /// <summary>Indexes of probes that were hit; empty unless asked for.</summary>
    public int[] Coverage { get; init; } = [];

    /// <summary>What a tracing candidate wrote down; null for any other.</summary>
    public string? Trace { get; init; }
    public string? SkipReason { get; init; }
}

internal sealed record FailureReport
{
    /// <summary>The case as displayed, with a theory's arguments.</summary>
    public required string Case { get; init; }
    public required string ExceptionType { get; init; }

    /// <summary>Capped at 8 Ki characters; inner exceptions are in it.</summary>
    public required string Message { get; init; }
    public string? Expected { get; init; }
    public string? Actual { get; init; }

    /// <summary>From the throw outwards, at most forty.</summary>
    public FrameReport[] Stack { get; init; } = [];
    public CounterexampleReport? Counterexample { get; init; }
}

/// <param name="Path">Path in the source tree, the <c>/src/</c> or <c>/checks/</c> of the symbols' document names taken off; null for code of others.</param>
/// <param name="Line">From 1; 0 where unknown.</param>
internal sealed record FrameReport(string Method, string? Path, int Line);

/// <summary>Inputs as C#-like literals, one for each parameter.</summary>
internal sealed record CounterexampleReport(string Seed, string[] Original, string[] Shrunk, int Shrinks, int TestsRun);

internal enum EndKind
{
    /// <summary>Every check that was found and not cut off by fail-fast has reported.</summary>
    Completed,

    /// <summary>The process ended itself before that: <see cref="JobEnd.ExitCode"/> says how.</summary>
    Exited,

    /// <summary>A signal, a fatal error of the runtime, or an unhandled exception on another thread.</summary>
    Crashed,
    StackOverflow,
    TimedOut,
    OutOfMemory,
    OutputFlood,
    ScratchFull,
    TooManyProcesses,
    Cancelled,
}

/// <summary>How a job ended.</summary>
internal sealed record JobEnd
{
    /// <summary>The job's id.</summary>
    public required string Job { get; init; }
    public required EndKind Kind { get; init; }

    /// <summary>Id of the check that was running; null where none had started or all had ended.</summary>
    public string? RunningCheck { get; init; }

    /// <summary>Screening: the variant that began last; null where none had.</summary>
    public int? RunningVariant { get; init; }
    public int? ExitCode { get; init; }
    public int? Signal { get; init; }

    /// <summary>The host was a copy of a warm one, whose runtime does not always get to say why it dies.</summary>
    public bool Forked { get; init; }

    /// <summary>A sentence for people.</summary>
    public string Detail { get; init; } = "";
    public double WallMilliseconds { get; init; }
    public double CpuMilliseconds { get; init; }
    public long PeakMemoryBytes { get; init; }

    /// <summary>What went to the standard streams: head and tail, capped at 64 KiB.</summary>
    public string Output { get; init; } = "";
}

/// <summary>The sandbox failed.</summary>
internal sealed record CellFault(string Message);
