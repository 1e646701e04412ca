using System.Text.Json.Serialization;
using CodeRefine.Core.Evidence;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>trace</c> prints. Values are texts as C# would write them, cut short.</summary>
internal sealed record TraceDocument
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/trace@1";
    public required int ExitCode { get; init; }
    public required ProblemView Problem { get; init; }

    /// <summary>Of the whole run of the checks.</summary>
    public required string Verdict { get; init; }

    /// <summary>Full name of the traced check; null where nothing was traced.</summary>
    public required string? Check { get; init; }

    /// <summary>A theory's arguments or a property's smallest inputs; null without any.</summary>
    public required string? Case { get; init; }
    public required TraceEndView? End { get; init; }

    /// <summary>The first and the last.</summary>
    public required IReadOnlyList<TraceStepView> Steps { get; init; }

    /// <summary>How many of them come before the gap, and how many are in it.</summary>
    public required int Head { get; init; }
    public required long Skipped { get; init; }

    /// <summary>Recording ended before the run did.</summary>
    public required bool Cut { get; init; }
    public required IReadOnlyList<TraceLoopView> Loops { get; init; }

    public static TraceDocument Of(string id, string title, Verdict verdict, ExecutionTrace? trace, int exitCode) => new()
    {
        ExitCode = exitCode,
        Problem = new ProblemView(id, title),
        Verdict = verdict.Kind.ToString(),
        Check = trace?.Check.Id,
        Case = trace?.Case,
        End = trace is null ? null : new TraceEndView(trace.End.Kind.ToString(), trace.End.Detail, trace.End.Path, trace.End.Line),
        Steps = [.. trace?.Steps.Select(s => new TraceStepView(s.Kind.ToString(), s.Frame, s.Depth, s.Function, s.Path, s.Line, s.Text, s.Went, s.Value, Values(s.Changed))) ?? []],
        Head = trace?.Head ?? 0,
        Skipped = trace?.Skipped ?? 0,
        Cut = trace?.Cut ?? false,
        Loops = [.. trace?.Loops.Select(l => new TraceLoopView(l.Function, l.Path, l.Line, l.Text, l.Rounds, l.Endless, [.. l.First.Concat(l.Last).Select(r => new TraceRoundView(r.Round, Values(r.Values)))])) ?? []],
    };

    private static Dictionary<string, string> Values(IEnumerable<TraceValue> values) => values.DistinctBy(v => v.Name).ToDictionary(v => v.Name, v => v.Value);
}

/// <param name="Kind">Passed, WrongAnswer, Exception, Endless or Died.</param>
internal sealed record TraceEndView(string Kind, string Detail, string? Path, int Line);

/// <param name="Kind">Entered, Statement, Condition, Arm or Returned.</param>
/// <param name="Frame">Number of the call it belongs to.</param>
/// <param name="Went">Of a condition.</param>
/// <param name="Value">Of a return.</param>
/// <param name="Changed">Variables that it changed; of an entry the arguments.</param>
internal sealed record TraceStepView(string Kind, int Frame, int Depth, string Function, string Path, int Line, string Text, bool? Went, string? Value, IReadOnlyDictionary<string, string> Changed);

/// <param name="Rounds">Of its last run.</param>
/// <param name="Moves">The first rounds and the last, with the values at the start of each.</param>
internal sealed record TraceLoopView(string Function, string Path, int Line, string Text, long Rounds, bool Endless, IReadOnlyList<TraceRoundView> Moves);

internal sealed record TraceRoundView(long Round, IReadOnlyDictionary<string, string> Values);
