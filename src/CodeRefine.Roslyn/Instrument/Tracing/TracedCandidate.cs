using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Evidence;
using CodeRefine.Core.Problems;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>A candidate with tracing probes, and what their numbers mean.</summary>
internal sealed class TracedCandidate(BuildResult.Success build, TraceMap map, Limits limits) : TraceSubject
{
    public override BuildResult.Success Build => build;
    public override Limits Limits => limits;

    public override ExecutionTrace? Read(CheckResult result, HostEnd end)
    {
        var record = TraceRecord.Parse(result.Trace ?? "", map);
        if (record.Steps.IsEmpty && result.Trace is not null)
        {
            return null;
        }

        var ending = TraceEnding.Of(result, end, [.. map.Sites.Select(s => s.Path).Distinct()]);
        return new ExecutionTrace
        {
            Check = result.Check,
            Case = CaseOf(result),
            Steps = record.Steps,
            Head = record.Head,
            Skipped = record.Skipped,
            Cut = record.Cut,
            Blocks = TraceBlocks.Of(record),
            Loops = ending.Kind == TraceEndKind.Endless && !TraceEnding.IsDepth(result) ? MarkEndless(record) : [.. record.Loops.Select(l => l.Loop)],
            End = ending,
        };
    }

    private static string? CaseOf(CheckResult result) => result.Failures.FirstOrDefault() is not { } failure ? null
        : failure.Counterexample is { } found ? $"{result.Check.Name}({string.Join(", ", found.Shrunk)})"
        : failure.Case.Length > 0 ? failure.Case : null;

    /// <summary>Of the loops around the last round the innermost that went round often; a loop within one that does not end ends each time.</summary>
    private ImmutableArray<TraceLoop> MarkEndless(TraceRecord record)
    {
        const long often = 1000;
        var around = new List<int>();
        for (var at = record.LastLoop; at >= 0 && at < map.Loops.Count && !around.Contains(at); at = map.Loops[at].Outer)
        {
            around.Add(at);
        }

        var known = record.Loops.ToDictionary(l => l.Index, l => l.Loop.Rounds);
        var endless = around.Where(known.ContainsKey).ToList() is { Count: > 0 } candidates
            ? candidates.Where(l => known[l] >= often).Append(candidates.MaxBy(l => known[l])).First()
            : -1;
        return [.. record.Loops.Select(l => l.Loop with { Endless = l.Index == endless })];
    }
}
