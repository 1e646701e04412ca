using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Grading;

namespace CodeRefine.Evaluation.Runs;

/// <summary>One attempt at one task, ended.</summary>
public sealed record SampleRecord
{
    public required string TaskId { get; init; }

    /// <summary>From 0, within its task.</summary>
    public required int Sample { get; init; }
    public required SampleOutcome Outcome { get; init; }

    /// <summary>Whether it counts as correct: every check that judges it passed. Always false where the outcome is not <see cref="SampleOutcome.Judged"/>.</summary>
    public required bool Passed { get; init; }

    /// <summary>On the solution, by the checks that judge it; null where it was not judged.</summary>
    public VerdictKind? Verdict { get; init; }

    /// <summary>Of the checks that judge it; null where it was not judged.</summary>
    public Grade? Grade { get; init; }

    /// <summary>What is wrong with it, of the taxonomy; <see cref="TaxonomyKind.None"/> where nothing is.</summary>
    public TaxonomyKind Kind { get; init; }

    /// <summary>One line: why it failed, or why it could not be judged. Empty where it passed.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>The nodes of the attempt in their order, the start among them; one of a completion that was only graded.</summary>
    public ImmutableArray<TurnRecord> Turns { get; init; } = [];
    public SampleCost Cost { get; init; } = new();

    /// <summary>What made the solution that passes; <see cref="SolvedBy.Nobody"/> where none does.</summary>
    public SolvedBy SolvedBy { get; init; }

    /// <summary>Content hash of the solution's sources, for <see cref="IRunReader.Sources"/>; null where there is none.</summary>
    public string? Solution { get; init; }

    /// <summary>The completion as it was given, prose and fences too; hash for <see cref="IRunReader.Text"/>. Null where none was given.</summary>
    public string? Completion { get; init; }

    /// <summary>What the program wrote as it was judged, bounded.</summary>
    public string Output { get; init; } = "";

    /// <summary>How often it was tried: more than once after an infrastructure failure, or where it timed out beside others and was run again alone.</summary>
    public int Tries { get; init; } = 1;

    /// <summary>It had timed out beside others, and this is the verdict of a run alone.</summary>
    public bool RunAlone { get; init; }

    /// <summary>The verdict was known from the same program under the same checks, toolchain and limits.</summary>
    public bool Cached { get; init; }
    public required DateTimeOffset Started { get; init; }
    public required DateTimeOffset Ended { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<SampleOutcome>))]
public enum SampleOutcome
{
    /// <summary>There is a verdict on it, whatever that is.</summary>
    Judged,

    /// <summary>The machine, the sandbox or the model's server failed, again and again: nothing is said of the sample, and it belongs in no denominator in silence.</summary>
    Infrastructure,
}

[JsonConverter(typeof(JsonStringEnumConverter<SolvedBy>))]
public enum SolvedBy
{
    Nobody,

    /// <summary>The completion, or the task's sources, passed as they were.</summary>
    Start,
    Model,

    /// <summary>The repair engine.</summary>
    Repair,

    /// <summary>Tool correction or the search around a near miss.</summary>
    Tool,
}

/// <summary>One node of an attempt.</summary>
public sealed record TurnRecord
{
    /// <summary>0 for the start.</summary>
    public required int Turn { get; init; }
    public required string NodeId { get; init; }
    public string? ParentId { get; init; }

    /// <summary><c>start</c>, <c>repair</c>, <c>chat</c>, or a tool's name.</summary>
    public required string Proposer { get; init; }

    /// <summary>On the visible checks. In a run that only grades: by the checks that judge.</summary>
    public required VerdictKind Verdict { get; init; }

    /// <summary>0 to 1: share of visible checks passed; below 0 where none ran.</summary>
    public double Score { get; init; }

    /// <summary>Every visible check passed. Null where the task shows none.</summary>
    public bool? VisiblePassed { get; init; }

    /// <summary>Graded after the strategy had returned, for SR_k and transitions; it never routes the loop. Null where it was not graded.</summary>
    public bool? HeldBackPassed { get; init; }
    public TaxonomyKind Kind { get; init; }

    /// <summary>The critique's headline.</summary>
    public string Headline { get; init; } = "";

    /// <summary>Content hash of its sources, for <see cref="IRunReader.Sources"/>.</summary>
    public string? Sources { get; init; }

    /// <summary>What was spent since the node before it.</summary>
    public SampleCost Cost { get; init; } = new();
}

/// <summary>What was spent.</summary>
public sealed record SampleCost
{
    public int ModelCalls { get; init; }
    public long PromptTokens { get; init; }
    public long AnswerTokens { get; init; }

    /// <summary>US dollars, by the prices configured.</summary>
    public decimal Money { get; init; }

    /// <summary>Runs in the sandbox.</summary>
    public int Verdicts { get; init; }
    public TimeSpan Wall { get; init; }

    /// <summary>Processor time of the candidate in the sandbox: what a slower or busier machine does not change much.</summary>
    public TimeSpan Cpu { get; init; }

    public static SampleCost operator +(SampleCost a, SampleCost b) => new()
    {
        ModelCalls = a.ModelCalls + b.ModelCalls,
        PromptTokens = a.PromptTokens + b.PromptTokens,
        AnswerTokens = a.AnswerTokens + b.AnswerTokens,
        Money = a.Money + b.Money,
        Verdicts = a.Verdicts + b.Verdicts,
        Wall = a.Wall + b.Wall,
        Cpu = a.Cpu + b.Cpu,
    };

    public static SampleCost operator -(SampleCost a, SampleCost b) => new()
    {
        ModelCalls = a.ModelCalls - b.ModelCalls,
        PromptTokens = a.PromptTokens - b.PromptTokens,
        AnswerTokens = a.AnswerTokens - b.AnswerTokens,
        Money = a.Money - b.Money,
        Verdicts = a.Verdicts - b.Verdicts,
        Wall = a.Wall - b.Wall,
        Cpu = a.Cpu - b.Cpu,
    };
}
