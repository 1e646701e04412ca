using System.Text.Json.Serialization;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;

namespace CodeRefine.Core.Verdicts;

/// <summary>What became of a candidate, always with its evidence.</summary>
public sealed record Verdict
{
    public required VerdictKind Kind { get; init; }
    public required BuildResult Build { get; init; }

    /// <summary>Null where nothing ran.</summary>
    public CheckReport? Report { get; init; }

    /// <summary>For a run that timed out: where it went round, found by a second, instrumented run.</summary>
    public StackFrameInfo? HangSite { get; init; }

    /// <summary>0 to 1: share of checks passed; below 0 for a candidate that did not come to run them, the lower the more errors.</summary>
    public double Score { get; init; }

    [JsonIgnore]
    public bool Passed => Kind == VerdictKind.Passed;
}

[JsonConverter(typeof(JsonStringEnumConverter<VerdictKind>))]
public enum VerdictKind
{
    Passed,
    CheckFailed,
    PropertyFalsified,
    CompileError,
    Crashed,
    TimedOut,
    ResourceExceeded,
    PolicyViolation,
}
