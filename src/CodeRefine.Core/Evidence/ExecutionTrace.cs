using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CodeRefine.Core.Checks;

namespace CodeRefine.Core.Evidence;

/// <summary>
/// What a candidate did while one check ran, bounded: the first and the last steps, and of values only those that changed. It was written down by the candidate's own
/// process, so it is advice for whoever mends, and never a verdict.
/// </summary>
public sealed record ExecutionTrace
{
    public required Check Check { get; init; }

    /// <summary>The case as displayed, with a theory's arguments or a property's smallest inputs; null where the check has no cases, or did not come to one.</summary>
    public string? Case { get; init; }

    /// <summary>In the order in which they were taken, those before <see cref="Skipped"/> first.</summary>
    public required ImmutableArray<TraceStep> Steps { get; init; }

    /// <summary>How many of <see cref="Steps"/> come before the gap; all of them where there is none.</summary>
    public int Head { get; init; }

    /// <summary>Steps left out in the middle.</summary>
    public long Skipped { get; init; }

    /// <summary>Recording ended before the run did: what came later is not in it.</summary>
    public bool Cut { get; init; }

    /// <summary>The same as basic blocks: runs of steps that no branch parts, each with what it changed.</summary>
    public required ImmutableArray<TraceBlock> Blocks { get; init; }

    /// <summary>Loops that were entered, in the order of their places; those of a function that runs many times tell of its last run.</summary>
    public ImmutableArray<TraceLoop> Loops { get; init; } = [];
    public required TraceEnd End { get; init; }

    /// <summary>The loop that went round when the run was stopped; null where it ended, or calls did not end.</summary>
    [JsonIgnore]
    public TraceLoop? Endless => Loops.FirstOrDefault(l => l.Endless);
}

/// <summary>One step: a function entered, a statement run, a condition decided, a value returned.</summary>
/// <param name="Frame">Number of the call that it belongs to, from 1.</param>
/// <param name="Depth">Calls around it, 0 for the outermost.</param>
/// <param name="Function">The candidate's member, as <c>Search.Find</c>.</param>
/// <param name="Path">Path in the source tree.</param>
/// <param name="Line">From 1.</param>
/// <param name="Block">Number of the block it belongs to, an index in <see cref="ExecutionTrace.Blocks"/>.</param>
/// <param name="Text">The source of it, one line, cut short.</param>
public sealed record TraceStep(TraceStepKind Kind, int Frame, int Depth, string Function, string Path, int Line, int Block, string Text)
{
    /// <summary>Of a condition: which way it went.</summary>
    public bool? Went { get; init; }

    /// <summary>Of a return: the value; null where there is none.</summary>
    public string? Value { get; init; }

    /// <summary>Values that this step changed; of an entry the arguments.</summary>
    public ImmutableArray<TraceValue> Changed { get; init; } = [];
}

[JsonConverter(typeof(JsonStringEnumConverter<TraceStepKind>))]
public enum TraceStepKind
{
    Entered,
    Statement,
    Condition,
    Arm,
    Returned,
}

/// <summary>A variable with its value, as C# literals where there are such; cut short.</summary>
public sealed record TraceValue(string Name, string Value);

/// <summary>A run of statements without a branch, as Zhong et al. use them ("LDB", arXiv 2402.16906).</summary>
/// <param name="Number">In the order of the run, from 1; blocks left out in the middle count.</param>
/// <param name="Lines">The source of it, each line cut short.</param>
/// <param name="Changed">Values after it that differ from those before it; of a function's first block the arguments besides.</param>
public sealed record TraceBlock(long Number, int Frame, string Function, string Path, int FirstLine, int LastLine, ImmutableArray<string> Lines, ImmutableArray<TraceValue> Changed)
{
    /// <summary>Conditions decided in it, in order.</summary>
    public ImmutableArray<TraceDecision> Decisions { get; init; } = [];

    /// <summary>What it returned; null where it returned nothing.</summary>
    public string? Returned { get; init; }
}

public sealed record TraceDecision(string Condition, bool Went);

/// <summary>A loop, and how its variables moved.</summary>
/// <param name="Text">The loop's head.</param>
/// <param name="Rounds">Of its last run.</param>
/// <param name="First">Values at the start of the first rounds.</param>
/// <param name="Last">Values at the start of the last rounds, without those in <paramref name="First"/>.</param>
public sealed record TraceLoop(string Function, string Path, int Line, string Text, long Rounds, ImmutableArray<TraceRound> First, ImmutableArray<TraceRound> Last)
{
    /// <summary>It was going round when the run was stopped.</summary>
    public bool Endless { get; init; }
}

/// <param name="Round">From 1.</param>
public sealed record TraceRound(long Round, ImmutableArray<TraceValue> Values);

/// <summary>How the traced run ended.</summary>
/// <param name="Detail">A sentence: the exception with its message, the difference that the assertion saw, what was exceeded.</param>
/// <param name="Path">Where in the candidate, where that is known.</param>
/// <param name="Line">From 1; 0 where unknown.</param>
public sealed record TraceEnd(TraceEndKind Kind, string Detail, string? Path = null, int Line = 0);

[JsonConverter(typeof(JsonStringEnumConverter<TraceEndKind>))]
public enum TraceEndKind
{
    Passed,

    /// <summary>An assertion of the check did not hold.</summary>
    WrongAnswer,

    /// <summary>The candidate threw.</summary>
    Exception,

    /// <summary>It was stopped: its loops or calls did not end within what a check may take.</summary>
    Endless,

    /// <summary>The process ended before the check did: nothing can be told of the steps.</summary>
    Died,
}
