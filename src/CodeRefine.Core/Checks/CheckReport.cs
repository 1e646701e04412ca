using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CodeRefine.Core.Checks;

/// <summary>What the sandbox says of one run: an outcome for each expected check and how the host process ended.</summary>
public sealed record CheckReport
{
    /// <summary>One for each expected check, in the expected order.</summary>
    public required ImmutableArray<CheckResult> Results { get; init; }
    public required HostEnd End { get; init; }

    /// <summary>What the process wrote to its standard streams, capped; the runtime's own words on a stack overflow or fatal error are in here.</summary>
    public string Output { get; init; } = "";
    public ResourceUse Use { get; init; } = new(TimeSpan.Zero, TimeSpan.Zero, 0);

    [JsonIgnore]
    public bool Passed => End.Kind == HostEndKind.Completed && Results.All(r => r.Status is CheckStatus.Passed or CheckStatus.Skipped) && Results.Any(r => r.Status == CheckStatus.Passed);

    /// <summary>Share of cases passed over all checks, 0 to 1: each check weighs the same, a theory's rows share its weight.</summary>
    [JsonIgnore]
    public double Score
    {
        get
        {
            var gating = Results.Where(r => r.Status != CheckStatus.Skipped).ToList();
            return gating.Count == 0 ? 0 : gating.Average(r => r.Score);
        }
    }
}

/// <summary>The outcome of one check.</summary>
public sealed record CheckResult
{
    public required Check Check { get; init; }
    public required CheckStatus Status { get; init; }

    /// <summary>Cases are a theory's rows; a fact and a property have one.</summary>
    public int CasesPassed { get; init; }
    public int CasesFailed { get; init; }

    /// <summary>The first failures, at most five of a theory.</summary>
    public ImmutableArray<CheckFailure> Failures { get; init; } = [];
    public TimeSpan Duration { get; init; }

    /// <summary>What the check wrote through its output helper or the console, capped.</summary>
    public string Output { get; init; } = "";

    /// <summary>Indexes of the candidate's probes that this check reached; empty unless asked for.</summary>
    public ImmutableArray<int> Coverage { get; init; } = [];

    /// <summary>The steps of the first case that failed, else of the last one, as the candidate wrote them down; null unless asked for. For <see cref="Evidence.TraceSubject.Read"/> alone.</summary>
    [JsonIgnore]
    public string? Trace { get; init; }

    [JsonIgnore]
    public double Score => Status == CheckStatus.Passed ? 1
        : Status == CheckStatus.Failed && CasesPassed + CasesFailed > 0 ? (double)CasesPassed / (CasesPassed + CasesFailed)
        : 0;
}

[JsonConverter(typeof(JsonStringEnumConverter<CheckStatus>))]
public enum CheckStatus
{
    Passed,
    Failed,

    /// <summary>Its own attribute skipped it.</summary>
    Skipped,

    /// <summary>The process died while it ran.</summary>
    Crashed,
    TimedOut,

    /// <summary>It broke a limit on memory, output, processes or scratch space.</summary>
    ResourceExceeded,

    /// <summary>It was not reached, since the run ended before.</summary>
    NotRun,
}

/// <summary>One failed case of a check.</summary>
public sealed record CheckFailure
{
    /// <summary>The case as displayed, with a theory's arguments.</summary>
    public required string Case { get; init; }

    /// <summary>Full name of the exception's type; an assertion's own for xunit's assertions.</summary>
    public required string ExceptionType { get; init; }
    public required string Message { get; init; }

    /// <summary>As the assertion says it; null where it says none.</summary>
    public string? Expected { get; init; }
    public string? Actual { get; init; }

    /// <summary>Frames from the throw outwards, at most forty; only those in the candidate or the checks have a path.</summary>
    public ImmutableArray<StackFrameInfo> Stack { get; init; } = [];

    /// <summary>Set where the check is a property.</summary>
    public Counterexample? Counterexample { get; init; }

    /// <summary>What happened, in a line: of a property what its smallest input led to, without how it was found.</summary>
    [JsonIgnore]
    public string Observed
    {
        get
        {
            var lines = Message.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0);
            var said = Counterexample is null ? lines : lines.Where(l => !how.Any(h => l.StartsWith(h, StringComparison.Ordinal)));
            return said.FirstOrDefault() ?? Message;
        }
    }

    private static readonly string[] how = ["Falsified after ", "Shrunk: ", "Original: ", "Seed: "];
}

/// <param name="Method">As the runtime prints it, without parameters' values.</param>
/// <param name="Path">Path in the source tree, or null.</param>
/// <param name="Line">From 1; 0 where unknown.</param>
public sealed record StackFrameInfo(string Method, string? Path, int Line);

/// <summary>A property's violation: the inputs as C#-like literals, one for each parameter.</summary>
public sealed record Counterexample(string Seed, ImmutableArray<string> Original, ImmutableArray<string> Shrunk, int Shrinks, int TestsRun);

/// <summary>How the test host's process ended.</summary>
/// <param name="RunningCheck">Id of the check that was running when it ended otherwise than by completing.</param>
/// <param name="Detail">A sentence for people: exit code, signal, limit.</param>
public sealed record HostEnd(HostEndKind Kind, string? RunningCheck = null, string Detail = "")
{
    public static HostEnd Completed { get; } = new(HostEndKind.Completed);
}

[JsonConverter(typeof(JsonStringEnumConverter<HostEndKind>))]
public enum HostEndKind
{
    Completed,

    /// <summary>The candidate ended the process: <c>Environment.Exit</c> and the like.</summary>
    Exited,
    StackOverflow,

    /// <summary>An unhandled exception on another thread, a fatal error, a signal.</summary>
    Crashed,
    TimedOut,
    OutOfMemory,
    OutputFlood,
    ScratchFull,
    TooManyProcesses,
}

/// <param name="Wall">From the candidate's arrival to its report.</param>
/// <param name="Cpu">User and system time of the host's process.</param>
/// <param name="PeakMemoryBytes">Highest resident set.</param>
public sealed record ResourceUse(TimeSpan Wall, TimeSpan Cpu, long PeakMemoryBytes);
