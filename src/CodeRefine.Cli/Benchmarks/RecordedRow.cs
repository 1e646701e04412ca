using System.Text.Json.Serialization;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>A model's recorded answer, and what came of it.</summary>
internal sealed record RecordedRow(string Name, RepairResult Result)
{
    public RecordedStart Start => Result switch
    {
        { Outcome: RepairOutcome.Failed } or { Start: null } => RecordedStart.Unusable,
        { Start: VerdictKind.Passed, Outcome: RepairOutcome.Correct } => RecordedStart.Right,
        { Start: VerdictKind.Passed } => RecordedStart.WrongUnseen,
        { Start: VerdictKind.CompileError } => RecordedStart.DoesNotCompile,
        _ => RecordedStart.FailsTests,
    };
}

/// <summary>What an answer was before anything was done to it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecordedStart>))]
internal enum RecordedStart
{
    Right,

    /// <summary>Only held-back asserts fail: there is nothing that repair could go by.</summary>
    WrongUnseen,
    DoesNotCompile,
    FailsTests,

    /// <summary>No code could be made of it, or of its row.</summary>
    Unusable,
}

/// <param name="Mended">Visible asserts pass after repair, held-back ones too or not.</param>
/// <param name="Correct">Held-back ones pass too.</param>
internal sealed record RecordedTotal(RecordedStart Start, int Answers, int Mended, int Correct, double MedianSeconds)
{
    public static IReadOnlyList<RecordedTotal> Of(IReadOnlyList<RecordedRow> rows) =>
        [.. rows.GroupBy(r => r.Start).OrderBy(g => g.Key).Select(g => new RecordedTotal(
            g.Key, g.Count(), g.Count(r => r.Result.Outcome is RepairOutcome.Correct or RepairOutcome.Overfitted), g.Count(r => r.Result.Outcome == RepairOutcome.Correct),
            new Timings("", [.. g.Select(r => r.Result.Seconds)]).Median))];
}
