using CodeRefine.Core.Events;
using CodeRefine.Core.Generated;
using CodeRefine.Repositories.Runs;

namespace CodeRefine.Cli.Commands;

/// <summary>What a journal says of nodes beside their verdicts, a line each: traces, generated checks, counterexamples.</summary>
internal static class RunEvidence
{
    /// <summary>By the node's tree and by its id.</summary>
    public static ILookup<string, string> Of(RecordedRun run) => run.Events.SelectMany(Lines).Distinct().ToLookup(l => l.About, l => l.Text, StringComparer.Ordinal);

    /// <summary>Null for what is no evidence, or says nothing.</summary>
    public static string? Line(RunEvent happened) => happened switch
    {
        RunEvent.Traced { Trace: { } trace } => FormattableString.Invariant($"trace of {trace.Check.Id}: {trace.Steps.Length + trace.Skipped} steps, {trace.End.Detail}"),
        RunEvent.ChecksGenerated { Checks: { Count: > 0 } checks } => $"generated checks: {checks.Count(c => c.Status == GeneratedStatus.Kept)} kept of {checks.Count} proposed",
        _ => null,
    };

    private static IEnumerable<(string About, string Text)> Lines(RunEvent happened) => happened switch
    {
        RunEvent.Traced traced when Line(traced) is { } line => [(traced.TreeHash, line)],
        RunEvent.ChecksGenerated checks when Line(checks) is { } line => [(checks.NodeId, line)],
        RunEvent.GeneratedChecksRun run => run.Regressions.Select(r => (run.TreeHash, $"counterexample: {r.Title}")),
        _ => [],
    };
}
