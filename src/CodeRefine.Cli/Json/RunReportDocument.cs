using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>grade</c>, <c>eval</c> and <c>merge</c> print when they end.</summary>
/// <param name="Complete">Every planned sample has its record.</param>
/// <param name="Failed">Samples that did not pass, in order, at most 1,000; <see cref="SampleCounts.Judged"/> counts all.</param>
internal sealed record RunReportDocument(
    string Run, string Kind, string File, string Suite, string SuiteHash, string Oracle, string? Model, string Strategy, string Toolchain, string Sandbox, string? Shard,
    bool Complete, bool Cancelled, int ExitCode, SampleCounts Samples, IReadOnlyList<PassAtKView> PassAtK, IReadOnlyDictionary<string, int> Verdicts, IReadOnlyDictionary<string, int> Kinds,
    IReadOnlyDictionary<string, int> SolvedBy, RunCostView Cost, double Seconds, double SamplesPerSecond, IReadOnlyList<FailedSampleView> Failed)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/evaluation@1";
}

/// <param name="Infrastructure">The machine's failures, in no denominator.</param>
/// <param name="Cached">Verdicts that were known from the same program.</param>
/// <param name="RunAlone">Timed out beside others, judged by a run alone.</param>
/// <param name="Overfitted">Passed the visible checks and not the held-back ones.</param>
internal sealed record SampleCounts(long Planned, long Judged, long Passed, long Infrastructure, int Cached, int RunAlone, int Overfitted, int Tasks, int TasksSolved);

/// <param name="Estimate">Mean over tasks; null where no task has k samples.</param>
/// <param name="Low">Of a 95 % interval over tasks.</param>
/// <param name="TooFew">Tasks with fewer than k samples, left out.</param>
internal sealed record PassAtKView(int K, double? Estimate, double? Low, double? High, int Tasks, int TooFew);

internal sealed record RunCostView(int ModelCalls, long PromptTokens, long AnswerTokens, decimal Money, int SandboxRuns, double CpuSeconds);

internal sealed record FailedSampleView(string Task, int Sample, string Outcome, string? Verdict, string Kind, string Explanation);
