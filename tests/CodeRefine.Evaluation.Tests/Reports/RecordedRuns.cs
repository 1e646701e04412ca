using System.Collections.Immutable;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Runs.Journals;

namespace CodeRefine.Evaluation.Tests.Reports;

/// <summary>Runs in real journals, made of a seed: tasks of unequal difficulty, samples of up to four turns.</summary>
internal static class RecordedRuns
{
    public static readonly DateTimeOffset Begun = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);

    /// <summary>What a candidate could write to break out of a page, a table or a terminal.</summary>
    public const string Hostile = "</pre></details><script>alert(1)</script><img src=x onerror=alert(2)> \u001b[31m|`*_ \u202Eabc ' \" & \ud800";

    public static EvaluationRun Header(string id = "made-up-1", RunKind kind = RunKind.Eval, int samples = 5, string suiteHash = "0123456789abcdef0123456789abcdef") => new()
    {
        Id = id,
        Kind = kind,
        Suite = "made-up",
        SuiteHash = suiteHash,
        Oracle = "structural equality",
        Model = kind == RunKind.Grade ? null : "ollama:qwen2.5-coder:7b",
        Strategy = kind == RunKind.Grade ? "none" : "refine",
        Proposer = kind == RunKind.Grade ? "none" : "auto",
        Seed = 1,
        SamplesPerTask = samples,
        Ks = [1, 3, 5],
        Completions = kind == RunKind.Grade ? new RecordedSource("samples.jsonl", "ab") : null,
        ToolVersion = "0.1.0",
        Toolchain = "Roslyn 5.12.0, .NET 10.0.1, xunit 2.9.3",
        Sandbox = "bubblewrap",
        Machine = new Machine("Linux", "A processor", 2, 24L << 30, 0.5),
        Started = Begun,
    };

    public static RunTask Task(int i, int samples) => new()
    {
        Id = $"HumanEval_{i}_task",
        Title = $"Task {i}",
        Statement = $"Do thing {i}.",
        Prompt = "class Problem {\n    public static long F(long x) {\n",
        Row = $$"""{"name": "HumanEval_{{i}}_task", "language": "cs", "prompt": "class Problem {\n    public static long F(long x) {\n", "doctests": "transform", "original": "o.py", "prompt_terminology": "reworded", "tests": "    }\n    public static void Main() { Debug.Assert(F(2) == 4); }\n}\n", "stop_tokens": ["\n    }\n"]}""",
        Sources = Start(i).Hash,
        EqualityFixed = i % 9 == 0,
        Fault = i == 7 ? "the reference fails" : "",
        Samples = samples,
    };

    public static SourceTree Start(int i) => SourceTree.From(("Problem.cs", $"class Problem\n{{\n    // task {i}\n    public static long F(long x)\n    {{\n        throw new System.NotImplementedException();\n    }}\n}}\n"));

    /// <summary>Writes a journal whose samples are drawn from <paramref name="seed"/>; <paramref name="skill"/> from 0 to 1 makes them better.</summary>
    public static string Write(string path, EvaluationRun header, int tasks, double skill = 0.4, int seed = 1, int unfinished = 0, int firstTask = 0, Func<SampleRecord, SampleRecord>? change = null)
    {
        var samples = header.SamplesPerTask;
        var all = Enumerable.Range(firstTask, tasks).Select(i => Task(i, samples)).ToList();
        using var journal = RunJournal.Open(path, header, all);
        for (var i = 0; i < tasks; i++)
        {
            for (var s = 0; s < samples; s++)
            {
                if (i * samples + s >= tasks * samples - unfinished)
                {
                    return path;
                }

                // Of the task's own seed, so that two runs on it resemble each other.
                var chance = Math.Clamp(new Random(firstTask + i).NextDouble() + skill - 0.5, 0, 1);
                var made = Sample(firstTask + i, s, header.Kind, chance, new Random(seed * 7919 + (firstTask + i) * 101 + s));
                journal.Begin(made.Record.TaskId, s, Begun);
                journal.End(change?.Invoke(made.Record) ?? made.Record, made.Sources, made.Completion);
            }
        }

        return path;
    }

    private static (SampleRecord Record, List<SourceTree> Sources, string Completion) Sample(int task, int number, RunKind kind, double chance, Random random)
    {
        var start = Start(task);
        List<SourceTree> trees = [start];
        var turns = ImmutableArray.CreateBuilder<TurnRecord>();
        var passed = kind == RunKind.Grade ? random.NextDouble() < chance : false;
        var cost = new SampleCost { Verdicts = 1, Wall = TimeSpan.FromMilliseconds(40), Cpu = TimeSpan.FromMilliseconds(25) };
        turns.Add(new TurnRecord { Turn = 0, NodeId = $"n{task}-{number}-0", Proposer = "start", Verdict = kind == RunKind.Grade && passed ? VerdictKind.Passed : VerdictKind.CheckFailed, Score = 0, VisiblePassed = false, HeldBackPassed = passed, Sources = start.Hash, Headline = "Problem.F is not there yet", Cost = cost });
        for (var t = 1; kind == RunKind.Eval && t <= 4 && !passed; t++)
        {
            passed = random.NextDouble() < chance / t;
            var tree = start.With("Problem.cs", $"class Problem\n{{\n    // task {task}, sample {number}\n    public static long F(long x)\n    {{\n        return x {(passed ? '*' : '+')} {(passed ? 2 : random.Next(100))};\n    }}\n}}\n");
            trees.Add(tree);
            var spent = new SampleCost { ModelCalls = 1, PromptTokens = 300 + random.Next(200), AnswerTokens = 80 + random.Next(60), Money = 0.0004m, Verdicts = 1 + random.Next(3), Wall = TimeSpan.FromMilliseconds(900 + random.Next(4000)), Cpu = TimeSpan.FromMilliseconds(50) };
            cost += spent;
            turns.Add(new TurnRecord { Turn = t, NodeId = $"n{task}-{number}-{t}", ParentId = $"n{task}-{number}-{t - 1}", Proposer = t % 2 == 1 ? "chat" : "repair", Verdict = passed ? VerdictKind.Passed : t % 3 == 0 ? VerdictKind.CompileError : VerdictKind.CheckFailed, Score = passed ? 1 : t * 0.1, VisiblePassed = passed, HeldBackPassed = passed, Sources = tree.Hash, Headline = passed ? "" : $"Problem.F gives {t} where 4 is expected", Kind = passed ? TaxonomyKind.None : TaxonomyKind.Logic, Cost = spent });
        }

        var completion = $"```csharp\n        return x * {number};\n```";
        var verdict = passed ? VerdictKind.Passed : (VerdictKind)(1 + random.Next(4) % 5);
        return (new SampleRecord
        {
            TaskId = $"HumanEval_{task}_task",
            Sample = number,
            Outcome = SampleOutcome.Judged,
            Passed = passed,
            Verdict = verdict,
            Kind = passed ? TaxonomyKind.None : (TaxonomyKind)(1 + random.Next(9)),
            Explanation = passed ? "" : $"Problem.F gives {number} where 4 is expected (Problem.cs:6)",
            Turns = turns.ToImmutable(),
            Cost = cost,
            SolvedBy = !passed ? SolvedBy.Nobody : kind == RunKind.Grade ? SolvedBy.Start : turns.Count % 2 == 0 ? SolvedBy.Model : SolvedBy.Repair,
            Solution = trees[^1].Hash,
            Completion = kind == RunKind.Grade ? RunJournal.HashOf(completion) : null,
            Output = "",
            Started = Begun,
            Ended = Begun + cost.Wall,
        }, trees, completion);
    }
}
