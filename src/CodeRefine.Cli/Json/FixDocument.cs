using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>fix</c> prints.</summary>
internal sealed record FixDocument
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/fix@1";

    /// <summary>fixed, not-fixed, nothing-fails or cancelled.</summary>
    public required string Outcome { get; init; }
    public required string Reason { get; init; }
    public required int ExitCode { get; init; }
    public required string Run { get; init; }
    public required string Repository { get; init; }
    public required string Base { get; init; }
    public required IReadOnlyList<FixProjectView> Projects { get; init; }
    public required FixBaselineView Baseline { get; init; }
    public required IReadOnlyList<string> Wanted { get; init; }

    /// <summary>Members in which the fault may be, most likely first.</summary>
    public required IReadOnlyList<FixPlaceView> Located { get; init; }

    /// <summary>The test that was written from the issue; null where none was.</summary>
    public required FixReproductionView? Reproduction { get; init; }
    public required FixSolutionView? Solution { get; init; }
    public required IReadOnlyList<string> Notes { get; init; }
    public required string? PatchFile { get; init; }
    public required string SummaryFile { get; init; }
    public required string? Branch { get; init; }
    public required bool Applied { get; init; }
    public required FixTimesView Seconds { get; init; }
}

/// <param name="Tests">The test framework; null for a project without tests.</param>
/// <param name="Files">C# files that it compiles.</param>
internal sealed record FixProjectView(string Path, string Framework, string? Tests, int Files);

internal sealed record FixBaselineView(int Tests, IReadOnlyList<string> Failing, IReadOnlyList<string> Flaky, IReadOnlyList<string> Slow);

internal sealed record FixPlaceView(string Path, string Member, int FirstLine, int LastLine, string Why);

/// <param name="Failures">At the base, a line for each of its tests.</param>
internal sealed record FixReproductionView(string Path, IReadOnlyList<string> Tests, IReadOnlyList<string> Failures, int Tries);

/// <param name="Diff">As <c>git apply</c> takes it.</param>
/// <param name="Verification">By the tests' own runner; null where it did not come to that.</param>
internal sealed record FixSolutionView(string Project, IReadOnlyList<string> Files, string? Proposer, string Summary, string Diff, IReadOnlyList<string> PublicChanges, FixVerificationView? Verification);

internal sealed record FixVerificationView(bool Holds, int Tests, IReadOnlyList<string> Passing, IReadOnlyList<string> StillFailing, IReadOnlyList<string> Regressions, IReadOnlyList<string> BuildErrors);

internal sealed record FixTimesView(double Load, double Baseline, double? FirstVerdict, double Search, double Verification);
