using System.Collections.Immutable;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Events;
using CodeRefine.Core.Evidence;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Core.Search;

/// <summary>Evidence that no verdict rests on: traces of failing checks, and checks that were generated.</summary>
public sealed partial class Session
{
    private readonly Dictionary<(string Tree, string Check), ExecutionTrace?> traces = [];
    private ImmutableArray<GeneratedCheck> generated = [];

    /// <summary>Generated checks that this run holds on to, regression checks among them, in the order in which they came. They are no part of the problem's visible checks.</summary>
    public ImmutableArray<GeneratedCheck> Generated
    {
        get
        {
            lock (gate)
            {
                return generated;
            }
        }
    }

    public ImmutableArray<ICheckGenerator> Generators => stations.Generators;

    /// <summary>
    /// What the node did while <paramref name="check"/> ran, from an instrumented run in the sandbox. Draws one verdict the first time; the same question again costs nothing.
    /// </summary>
    /// <param name="check">Null for the first check that the node's verdict says failed.</param>
    /// <returns>Null where there is no tracer, nothing failed, or the candidate does not build with probes or reported no step.</returns>
    /// <exception cref="Budgets.BudgetExhaustedException">No verdict is left.</exception>
    public Task<ExecutionTrace?> TraceAsync(Node node, Check? check, CancellationToken cancellationToken) => TraceAsync(node.Tree, node.Verdict, check, cancellationToken);

    private async Task<ExecutionTrace?> TraceAsync(SourceTree tree, Verdict verdict, Check? check, CancellationToken cancellationToken)
    {
        check ??= FailingCheck(verdict);
        if (stations.Tracer is not { } tracer || check is null)
        {
            return null;
        }

        var key = (tree.Hash, check.Id);
        lock (gate)
        {
            if (traces.TryGetValue(key, out var known))
            {
                return known;
            }
        }

        var status = verdict.Report?.Results.FirstOrDefault(r => r.Check.Id == check.Id)?.Status;
        var hangs = status == CheckStatus.TimedOut || (status == CheckStatus.NotRun && verdict.Kind == VerdictKind.TimedOut);
        var began = Budget.Use.WallTime;
        var trace = await TraceNewAsync(tracer, tree, check, hangs, cancellationToken);
        Report(new RunEvent.Traced(tree.Hash, check.Id, trace, Since(began)));
        lock (gate)
        {
            traces[key] = trace;
        }

        return trace;
    }

    /// <summary>The first of the checks that failed: a test before a property, one that ended before one that did not.</summary>
    public static Check? FailingCheck(Verdict verdict) => (verdict.Report?.Results ?? [])
        .Where(r => r.Status is not (CheckStatus.Passed or CheckStatus.Skipped or CheckStatus.NotRun))
        .OrderBy(r => r.Check.Kind)
        .ThenBy(r => r.Status)
        .FirstOrDefault()?.Check;

    private async Task<Critique> AddTraceAsync(Critique critique, SourceTree tree, Verdict verdict, CancellationToken cancellationToken)
    {
        if (!stations.TraceCritiques || verdict.Passed || verdict.Report is null)
        {
            return critique;
        }

        try
        {
            return await TraceAsync(tree, verdict, null, cancellationToken) is { } trace ? stations.Critic.AddTrace(critique, trace) : critique;
        }
        catch (BudgetExhaustedException)
        {
            // The node is verified and paid for: it is not lost for want of a trace.
            return critique;
        }
    }

    /// <summary>
    /// Builds generated checks, apart from the problem's own, against a state of the candidate and runs them. Draws one verdict. Those that don't compile against this state are left
    /// out, and did not hold.
    /// </summary>
    public async Task<GeneratedReport> RunGeneratedAsync(SourceTree tree, IReadOnlyList<GeneratedCheck> checks, CancellationToken cancellationToken)
    {
        var (report, took) = await RunGeneratedNowAsync(tree, [.. checks], cancellationToken);
        Report(new RunEvent.GeneratedChecksRun(tree.Hash, [.. checks.Select(c => c.Id)], report.Report, report.BuildProblem, took));
        return report;
    }

    private async Task<(GeneratedReport Report, double Seconds)> RunGeneratedNowAsync(SourceTree tree, ImmutableArray<GeneratedCheck> checks, CancellationToken cancellationToken)
    {
        var began = Budget.Use.WallTime;
        var report = stations.Recorded?.ReportOf(tree.Hash, checks) is { } recorded ? Paid(recorded, recorded.Report is not null) : await BuildAndRunAsync(tree, checks, cancellationToken);
        return (report, Since(began));
    }

    private async Task<GeneratedReport> BuildAndRunAsync(SourceTree tree, ImmutableArray<GeneratedCheck> checks, CancellationToken cancellationToken)
    {
        var left = checks.DistinctBy(c => c.Path).ToList();
        while (left.Count > 0)
        {
            var build = await BuildGeneratedAsync(tree, left, cancellationToken);
            switch (build)
            {
                case BuildResult.Success success:
                    return new GeneratedReport(checks, await RunAsync(RunFor(success), cancellationToken), null);
                case BuildResult.Failure { Part: not FailedPart.Candidate } failure when left.RemoveAll(c => failure.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error && d.Path == c.Path)) > 0:
                    continue;
                default:
                    return new GeneratedReport(checks, null, build is null ? "They hold no check that could be found." : Reason(build));
            }
        }

        return new GeneratedReport(checks, null, checks.IsEmpty ? null : "None of them compiles against this state of the code.");
    }

    private async Task<BuildResult?> BuildGeneratedAsync(SourceTree tree, IEnumerable<GeneratedCheck> checks, CancellationToken cancellationToken)
    {
        try
        {
            var sources = SourceTree.From(checks.Select(c => KeyValuePair.Create(c.Path, new SourceFile(c.Source))));
            return await Builder.BuildAsync(Problem with { CheckSources = sources }, tree, cancellationToken);
        }
        catch (UserErrorException)
        {
            // The text of a model's checks can be refused before it is compiled, or hold none: that is no fault of the user's.
            return null;
        }
    }

    /// <summary>
    /// Asks the generators in turn, filters what they propose and holds on to what is left. Draws what they ask models, and the verdicts of the filter; without a filter nothing
    /// is proposed.
    /// </summary>
    /// <param name="generators">Null for all of <see cref="Generators"/>.</param>
    /// <returns>All that was proposed, kept or not, with the reason.</returns>
    /// <exception cref="Budgets.BudgetExhaustedException">The budget was spent before.</exception>
    public async Task<ImmutableArray<ScreenedCheck>> GenerateChecksAsync(Node node, CheckRequest request, IEnumerable<ICheckGenerator>? generators, CancellationToken cancellationToken)
    {
        if (stations.CheckScreen is not { } screen)
        {
            return [];
        }

        var began = Budget.Use.WallTime;
        var proposed = ImmutableArray.CreateBuilder<GeneratedCheck>();
        foreach (var generator in generators ?? Generators)
        {
            Report(new RunEvent.Progress($"generated checks: {generator.Name}"));
            proposed.AddRange(await generator.ProposeAsync(this, node, request with { Known = [.. request.Known, .. Generated, .. proposed] }, cancellationToken));
        }

        var screened = await screen.ScreenAsync(this, node, proposed.ToImmutable(), cancellationToken);
        Keep(screened.Where(s => s.Status == GeneratedStatus.Kept).Select(s => s.Check));
        Report(new RunEvent.ChecksGenerated(node.Id, screened, Since(began)));
        return screened;
    }

    /// <summary>
    /// Searches counterexamples: runs generated checks on the node; what each found, shrunk, becomes a regression check of this run. Draws one verdict. That none is found proves nothing.
    /// </summary>
    /// <param name="checks">Null for all of <see cref="Generated"/>.</param>
    public async Task<GeneratedReport> FalsifyAsync(Node node, IReadOnlyList<GeneratedCheck>? checks, CancellationToken cancellationToken)
    {
        ImmutableArray<GeneratedCheck> run = [.. checks ?? Generated];
        var (report, took) = await RunGeneratedNowAsync(node.Tree, run, cancellationToken);
        var found = stations.Regressions is { } writer ? report.Falsifications.Where(f => f.Check.Kind != GeneratedKind.Regression).Select(writer.Write).OfType<GeneratedCheck>() : [];
        Report(new RunEvent.GeneratedChecksRun(node.Tree.Hash, [.. run.Select(c => c.Id)], report.Report, report.BuildProblem, took) { Regressions = Keep(found) });
        return report;
    }

    /// <summary>The run holds on to these from now on; those that it has are not added twice.</summary>
    /// <returns>Those that it did not have.</returns>
    public ImmutableArray<GeneratedCheck> Keep(IEnumerable<GeneratedCheck> checks)
    {
        lock (gate)
        {
            var before = generated.Length;
            generated = [.. generated.Concat(checks).DistinctBy(c => c.Id)];
            return generated[before..];
        }
    }

    /// <summary>What an earlier run recorded is drawn again as it was then, so that both spend the same.</summary>
    private T Paid<T>(T recorded, bool ran)
    {
        if (ran)
        {
            Budget.DrawVerdict();
        }

        return recorded;
    }

    private double Since(TimeSpan began) => (Budget.Use.WallTime - began).TotalSeconds;

    private async Task<ExecutionTrace?> TraceNewAsync(ITracer tracer, SourceTree tree, Check check, bool hangs, CancellationToken cancellationToken)
    {
        if (stations.Recorded?.Knows(tree.Hash, check.Id, out var recorded) == true)
        {
            return Paid(recorded, recorded is not null);
        }

        if (await tracer.BuildAsync(Problem, tree, hangs, cancellationToken) is not { } subject)
        {
            return null;
        }

        Report(new RunEvent.Progress($"tracing {check.Name}"));
        var report = await RunAsync(RunFor(subject.Build) with { Expected = [check], CollectTrace = true, Limits = subject.Limits }, cancellationToken);
        return report.Results is [var result, ..] ? subject.Read(result, report.End) : null;
    }

    private static string Reason(BuildResult build) => build switch
    {
        BuildResult.Refused { Violations: [var first, ..] } => first.Reason,
        _ => build.Diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error ? $"{error.Path}({error.Line}): {error.Id}: {error.Message}" : "They do not build.",
    };
}
