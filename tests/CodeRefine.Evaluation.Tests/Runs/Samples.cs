using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Suites;
using CodeRefine.Evaluation.Tests.Suites;

namespace CodeRefine.Evaluation.Tests.Runs;

/// <summary>A small suite, and records as a run would make them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static Suite Suite(TestFolder folder) => SuiteLoader.Load(folder.Write("rows.jsonl", Rows.Sum() + "\n" + Rows.Double() + "\n"));

    public static IReadOnlyList<RunTask> Tasks(Suite suite, int samples, Shard? shard = null) =>
        [.. suite.Tasks.Index().Where(t => Evaluation.Running.Shards.Holds(shard, t.Item.Id)).Select(t => t.Item.Entry with { Position = t.Index, Samples = samples })];

    public static EvaluationRun Run(Suite suite, Shard? shard = null) => new()
    {
        Id = "test",
        Kind = RunKind.Grade,
        Suite = suite.Name,
        SuiteHash = suite.Hash,
        Strategy = "none",
        Proposer = "none",
        Seed = 1,
        SamplesPerTask = 4,
        Ks = [1],
        ToolVersion = "1",
        Toolchain = "a toolchain",
        Sandbox = "none",
        Machine = new Machine("Linux", "a processor", 2, 1 << 30, 0.5),
        Shard = shard,
        Started = Noon,
    };

    public static SampleRecord Record(string task, int sample, VerdictKind verdict = VerdictKind.Passed) => new()
    {
        TaskId = task,
        Sample = sample,
        Outcome = SampleOutcome.Judged,
        Passed = verdict == VerdictKind.Passed,
        Verdict = verdict,
        Cost = new SampleCost { Verdicts = 1, Money = 0.25m, Cpu = TimeSpan.FromMilliseconds(12.5) },
        Started = Noon,
        Ended = Noon.AddSeconds(1),
    };
}
