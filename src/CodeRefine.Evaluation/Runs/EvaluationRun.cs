using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CodeRefine.Core.Problems;

namespace CodeRefine.Evaluation.Runs;

/// <summary>How an evaluation was set up: everything that its numbers depend on. Written once, at the start; a run that is resumed must agree with it.</summary>
public sealed record EvaluationRun
{
    /// <summary>For example <c>humaneval-cs-3f9c21aa</c>: made of the set-up, so that the same command names the same run.</summary>
    public required string Id { get; init; }
    public required RunKind Kind { get; init; }

    /// <summary>The suite's short name.</summary>
    public required string Suite { get; init; }

    /// <summary>SHA-256, in lower-case hexadecimal, over the tasks, their checks and the suite's settings.</summary>
    public required string SuiteHash { get; init; }

    /// <summary>Of suites with an oracle of choice: for example <c>as shipped</c> or <c>structural equality</c>.</summary>
    public string Oracle { get; init; } = "";

    /// <summary>For example <c>ollama:qwen2.5-coder:7b</c>; null where none is asked.</summary>
    public string? Model { get; init; }

    /// <summary>For example <c>refine</c>; <c>none</c> where completions are graded as they are.</summary>
    public required string Strategy { get; init; }

    /// <summary>Who proposes: <c>auto</c>, <c>repair</c>, <c>chat</c>; <c>none</c> in a run that only grades.</summary>
    public required string Proposer { get; init; }

    /// <summary>Settings that differ from their defaults, by key.</summary>
    public ImmutableSortedDictionary<string, string> Options { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    public required ulong Seed { get; init; }

    /// <summary>Samples wanted of each task; 0 where a file of completions says it, task by task.</summary>
    public required int SamplesPerTask { get; init; }

    /// <summary>The ks of pass@k, ascending.</summary>
    public required ImmutableArray<int> Ks { get; init; }

    /// <summary>Where the command set limits for all tasks; null where each task's own hold.</summary>
    public Limits? Limits { get; init; }

    /// <summary>The file of completions that are graded or started from: its name and content hash.</summary>
    public RecordedSource? Completions { get; init; }

    /// <summary>CodeRefine's own version.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Compiler, runtime and test framework that judged, for example <c>Roslyn 5.12.0, .NET 10.0.1, xunit 2.9.3</c>.</summary>
    public required string Toolchain { get; init; }

    /// <summary><c>docker</c>, <c>bubblewrap</c> or <c>none</c>.</summary>
    public required string Sandbox { get; init; }
    public required Machine Machine { get; init; }

    /// <summary>Null where the run is whole.</summary>
    public Shard? Shard { get; init; }
    public required DateTimeOffset Started { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<RunKind>))]
public enum RunKind
{
    /// <summary>Completions made elsewhere were judged as they are.</summary>
    Grade,

    /// <summary>A strategy worked on each task.</summary>
    Eval,
}

/// <param name="Name">The file's name, without its folder.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
public sealed record RecordedSource(string Name, string Hash);

/// <summary>Part <paramref name="Index"/> of <paramref name="Count"/>, from 1.</summary>
public sealed record Shard(int Index, int Count)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Index}/{Count}");
}

/// <summary>Where a run was started: wall-clock limits make scores depend on it.</summary>
/// <param name="Processor">The model's name as the system says it; empty where it says none.</param>
/// <param name="LoadAverage">Processes that were running or waiting, over the minute before the start.</param>
public sealed record Machine(string OperatingSystem, string Processor, int Cores, long MemoryBytes, double LoadAverage);
