using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>verify</c> prints.</summary>
internal sealed record VerifyDocument
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/verify@1";
    public required bool Passed { get; init; }
    public required int ExitCode { get; init; }
    public required ProblemView Problem { get; init; }
    public required string Sandbox { get; init; }
    public required string Verdict { get; init; }
    public required double Score { get; init; }
    public required double Seconds { get; init; }
    public required CritiqueView Critique { get; init; }
    public required IReadOnlyList<DiagnosticView> Diagnostics { get; init; }
    public required IReadOnlyList<CheckView> Checks { get; init; }
}

/// <param name="Kind">Of the bug taxonomy of arXiv 2407.06153; <c>None</c> where nothing is wrong.</param>
/// <param name="Text">Markdown.</param>
internal sealed record CritiqueView(string Kind, string Headline, string Text, string? Path, int? Line);

internal sealed record DiagnosticView(string Id, string Severity, string Message, string? Path, int Line, int Column);

/// <param name="Id">Full method name.</param>
/// <param name="Kind">Test or Property.</param>
/// <param name="Status">Passed, Failed, Skipped, Crashed, TimedOut, ResourceExceeded or NotRun.</param>
internal sealed record CheckView(string Id, string Kind, string Status, string Path, int Line, int CasesPassed, int CasesFailed, double Seconds, IReadOnlyList<FailureView> Failures);

internal sealed record FailureView(string Case, string Exception, string Message, string? Expected, string? Actual, IReadOnlyList<FrameView> Stack, CounterexampleView? Counterexample);

/// <param name="Path">Null for code that is not the folder's.</param>
internal sealed record FrameView(string Method, string? Path, int Line);

internal sealed record CounterexampleView(string Seed, IReadOnlyList<string> Original, IReadOnlyList<string> Shrunk, int Shrinks, int TestsRun);
