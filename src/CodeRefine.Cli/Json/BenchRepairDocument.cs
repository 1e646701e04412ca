using System.Text.Json.Serialization;
using CodeRefine.Cli.Benchmarks;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>bench repair</c> prints for a corpus.</summary>
/// <param name="Complete">False where it was cancelled before all entries were done.</param>
/// <param name="EditsPerSecond">Median over the entries whose edits were screened; null where none were.</param>
/// <param name="DotnetTestMs">Median time of one edit and <c>dotnet test</c>; null where it was left out.</param>
internal sealed record BenchRepairDocument(string Corpus, bool Complete, double? EditsPerSecond, double? DotnetTestMs, IReadOnlyList<RepairTotalView> Totals, IReadOnlyList<RepairRowView> Entries)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/bench-repair@1";
}

/// <param name="Name">A group, a half, or <c>all</c>.</param>
internal sealed record RepairTotalView(string Name, int Entries, int Correct, int Overfitted, int NotSolved, int Failed, double MedianSeconds, double MaxSeconds);

/// <param name="Group"><c>classic</c>, <c>everyday</c>, <c>compile</c> or <c>two</c>.</param>
/// <param name="Outcome">Correct, Overfitted, NotSolved or Failed.</param>
/// <param name="Edits">Candidate edits that were run.</param>
internal sealed record RepairRowView(string Name, string Group, string Half, string Kind, RepairOutcome Outcome, string? Start, int Edits, double? EditsPerSecond, double Seconds, string Patch, string Reason);

/// <summary>What <c>bench repair --recorded</c> prints.</summary>
/// <param name="Complete">False where it was cancelled before all answers were done.</param>
internal sealed record BenchRecordedDocument(string File, bool Complete, IReadOnlyList<RecordedTotalView> Totals, IReadOnlyList<RecordedRowView> Answers)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/bench-repair-recorded@1";
}

/// <param name="Start">Right, WrongUnseen (only held-back asserts fail), DoesNotCompile, FailsTests or Unusable.</param>
/// <param name="Mended">Visible asserts pass after repair.</param>
/// <param name="Correct">Held-back ones too.</param>
internal sealed record RecordedTotalView(RecordedStart Start, int Answers, int Mended, int Correct, double MedianSeconds);

internal sealed record RecordedRowView(string Name, RecordedStart Start, RepairOutcome Outcome, int Edits, double Seconds, string Patch, string Reason);
