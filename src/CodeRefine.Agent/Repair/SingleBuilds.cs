using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Agent.Repair;

/// <summary>Fixes with a build and a run each: those that no switch can choose, and the last word on those that one did.</summary>
internal sealed class SingleBuilds(RoslynBuilder builder, RepairOptions options, Session session, Node node, CSharpCompilation compilation, Baseline baseline)
{
    private readonly EditCompiler compiler = new(compilation);

    /// <summary>Tries edits side by side, and looks at their results in the edits' order: the outcome does not depend on which ended first.</summary>
    /// <param name="edits">Most promising first.</param>
    /// <param name="most">At most so many are run; those that do not compile do not count.</param>
    /// <param name="enough">Asked with each outcome, in order: nothing more is started after it says so.</param>
    public async Task RunAsync(IEnumerable<RankedEdit> edits, int most, Func<ScreenedFix, bool> enough, CancellationToken cancellationToken)
    {
        var running = new Queue<Task<ScreenedFix?>>();
        using var next = edits.GetEnumerator();
        var (order, ended) = (0, false);
        try
        {
            while (true)
            {
                while (!ended && order < most && running.Count < Math.Max(1, session.Sandbox.Capacity) && Next(next, cancellationToken) is { } edit)
                {
                    running.Enqueue(RunAsync(edit, order++, cancellationToken));
                }

                if (!running.TryDequeue(out var oldest))
                {
                    return;
                }

                ended |= await oldest is { } outcome && enough(outcome);
            }
        }
        finally
        {
            // What still runs when the search is broken off is waited for; the exception that broke it off is the one to be told.
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whether the fix, built without any switch or budget, passes every check.</summary>
    public async Task<bool> VerifyAsync(Fix fix, CancellationToken cancellationToken) =>
        await builder.BuildAsync(session.Problem, fix.ApplyTo(node.Tree), cancellationToken) is BuildResult.Success build
        && (await session.RunAsync(session.RunFor(build) with { FailFast = true }, cancellationToken)).Passed;

    /// <summary>Whether what passed before still does.</summary>
    public async Task<bool> KeepsPassingAsync(Fix fix, CancellationToken cancellationToken)
    {
        if (baseline.Passing.IsEmpty)
        {
            return true;
        }

        var build = await MakeAsync(fix, cancellationToken);
        return build is not null && (await RunAsync(build, Ordered(baseline.Passing), failFast: true, cancellationToken)).Passed;
    }

    /// <summary>The next edit that compiles and gives a tree that the run has not had. Binds the edited member alone: most edits that can't compile end here, in a millisecond or two.</summary>
    private RankedEdit? Next(IEnumerator<RankedEdit> edits, CancellationToken cancellationToken)
    {
        while (edits.MoveNext())
        {
            if (compiler.Compiles(edits.Current.Edit, cancellationToken) && session.SeenBefore(new Fix(edits.Current).ApplyTo(node.Tree)) is null)
            {
                return edits.Current;
            }
        }

        return null;
    }

    /// <summary>Null where the edit does not compile after all.</summary>
    private async Task<ScreenedFix?> RunAsync(RankedEdit edit, int order, CancellationToken cancellationToken)
    {
        var fix = new Fix(edit);
        if (await MakeAsync(fix, cancellationToken) is not { } build)
        {
            return null;
        }

        var failing = Ordered(baseline.Failing);
        var report = await RunAsync(build, failing, failing.Length > options.ChecksRunInFull, cancellationToken);
        var gain = report.Results.Sum(r => r.Score) - baseline.Failing.Sum(r => r.Score);
        var mended = report.Passed;
        var plausible = mended && (baseline.Passing.IsEmpty || (await RunAsync(build, Ordered(baseline.Passing), failFast: true, cancellationToken)).Passed);

        // All failing ones mended at the price of others is no progress: a partial one breaks nothing.
        return new ScreenedFix(fix, mended && !plausible ? 0 : Math.Round(gain, 6), Further: false, baseline.Failing.Length, mended && !plausible, plausible, order);
    }

    private Task<ScreenBuild?> MakeAsync(Fix fix, CancellationToken cancellationToken) =>
        ScreenBuild.MakeAsync(builder, session.Problem, fix.ApplyTo(node.Tree), baseline.Budget, coverage: false, cancellationToken);

    private Task<CheckReport> RunAsync(ScreenBuild build, ImmutableArray<Check> checks, bool failFast, CancellationToken cancellationToken) =>
        session.RunAsync(session.RunFor(build.Build) with { Expected = checks, FailFast = failFast, Limits = baseline.Tighten(session.Problem.Limits) }, cancellationToken);

    /// <summary>Unit tests before properties, since these run a hundred cases; quick ones first.</summary>
    private static ImmutableArray<Check> Ordered(IEnumerable<CheckResult> results) =>
        [.. results.OrderBy(r => r.Check.Kind).ThenBy(r => r.Status == CheckStatus.TimedOut).Select(r => r.Check)];
}
