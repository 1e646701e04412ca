using System.Collections.Immutable;
using CodeRefine.Core.Events;
using CodeRefine.Core.Evidence;
using CodeRefine.Core.Generated;

namespace CodeRefine.Core.Search;

/// <summary>
/// Traces and runs of generated checks as an earlier run had them: one that is resumed or replayed shows a model the same evidence, however fast the machine is now, and
/// runs nothing twice.
/// </summary>
public sealed class RecordedEvidence
{
    private readonly Dictionary<(string Tree, string Check), ExecutionTrace?> traces = [];
    private readonly Dictionary<(string Tree, string Checks), RunEvent.GeneratedChecksRun> runs = [];

    /// <param name="events">Of the earlier journals, in their order; what is said twice counts as it was said last.</param>
    public RecordedEvidence(IEnumerable<RunEvent> events)
    {
        foreach (var happened in events)
        {
            if (happened is RunEvent.Traced traced)
            {
                traces[(traced.TreeHash, traced.CheckId)] = traced.Trace;
            }
            else if (happened is RunEvent.GeneratedChecksRun run)
            {
                runs[(run.TreeHash, KeyOf(run.CheckIds))] = run;
            }
        }
    }

    internal bool Knows(string treeHash, string checkId, out ExecutionTrace? trace) => traces.TryGetValue((treeHash, checkId), out trace);

    /// <returns>Null where it is not recorded.</returns>
    internal GeneratedReport? ReportOf(string treeHash, ImmutableArray<GeneratedCheck> checks) =>
        runs.TryGetValue((treeHash, KeyOf(checks.Select(c => c.Id))), out var run) ? new GeneratedReport(checks, run.Report, run.BuildProblem) : null;

    private static string KeyOf(IEnumerable<string> ids) => string.Join('\n', ids);
}
