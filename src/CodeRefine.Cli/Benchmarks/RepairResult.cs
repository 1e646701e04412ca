using CodeRefine.Core.Verdicts;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>One program repaired, or not.</summary>
/// <param name="Start">The verdict on the program as it was.</param>
/// <param name="Edits">Candidate edits, and pairs of them, that were screened.</param>
/// <param name="ScreenSeconds">Time that screening these took in the sandbox.</param>
/// <param name="Seconds">From the first build to the confirmed end, held-back checks not counted.</param>
/// <param name="Patch">What was done to it, step by step; empty where nothing helped.</param>
/// <param name="Reason">Why it was not solved; empty where it was.</param>
internal sealed record RepairResult(RepairOutcome Outcome, VerdictKind? Start, int Edits, double ScreenSeconds, double Seconds, string Patch, string Reason)
{
    /// <summary>Null where nothing was screened.</summary>
    public double? EditsPerSecond => Edits > 0 && ScreenSeconds > 0 ? Edits / ScreenSeconds : null;
}
