using System.Collections.Immutable;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Agent.Repair;

/// <summary>Says of one edit what the checks say: compiled in part first, then built and run, the failing checks before the passing ones.</summary>
internal sealed class Screening
{
    private readonly RoslynBuilder builder;
    private readonly RepairOptions options;
    private readonly Session session;
    private readonly Node node;
    private readonly EditCompiler compiler;
    private readonly Baseline baseline;
    private readonly Limits limits;
    private int order;

    public Screening(RoslynBuilder builder, RepairOptions options, Session session, Node node, CSharpCompilation compilation, Baseline baseline)
    {
        this.builder = builder;
        this.options = options;
        this.session = session;
        this.node = node;
        this.baseline = baseline;
        compiler = new EditCompiler(compilation);
        limits = Tighten(session.Problem.Limits, baseline.SlowestPassing);
    }

    /// <summary>Binds the edited member alone: most edits that can't compile end here, in a millisecond or two.</summary>
    public bool Compiles(RankedEdit edit, CancellationToken cancellationToken) => compiler.Compiles(edit.Edit, cancellationToken);

    public SourceTree TreeOf(RankedEdit edit) => node.Tree.With(edit.Edit.Path, edit.Edit.ApplyTo(node.Tree[edit.Edit.Path].Text));

    /// <summary>Null where the edit does not compile after all.</summary>
    public async Task<ScreenedEdit?> RunAsync(RankedEdit edit, CancellationToken cancellationToken)
    {
        var place = order++;
        var build = await ScreenBuild.MakeAsync(builder, session.Problem, TreeOf(edit), baseline.Budget, coverage: false, cancellationToken);
        if (build is null)
        {
            return null;
        }

        var failing = Ordered(baseline.Failing);
        var report = await RunAsync(build, failing, failing.Length > options.ChecksRunInFull, cancellationToken);
        var gain = report.Results.Sum(r => r.Score) - baseline.Failing.Sum(r => r.Score);
        var mended = report.Passed;
        var plausible = mended && (baseline.Passing.IsEmpty || (await RunAsync(build, Ordered(baseline.Passing), failFast: true, cancellationToken)).Passed);

        // All failing ones mended at the price of others is no progress: a partial one breaks nothing.
        return new ScreenedEdit(edit, mended && !plausible ? 0 : Math.Round(gain, 6), baseline.Failing.Length, plausible, place);
    }

    /// <summary>Whether what passed before still does.</summary>
    public async Task<bool> KeepsPassingAsync(ScreenedEdit edit, CancellationToken cancellationToken)
    {
        if (baseline.Passing.IsEmpty)
        {
            return true;
        }

        var build = await ScreenBuild.MakeAsync(builder, session.Problem, TreeOf(edit.Edit), baseline.Budget, coverage: false, cancellationToken);
        return build is not null && (await RunAsync(build, Ordered(baseline.Passing), failFast: true, cancellationToken)).Passed;
    }

    private Task<CheckReport> RunAsync(ScreenBuild build, ImmutableArray<Check> checks, bool failFast, CancellationToken cancellationToken) =>
        session.RunAsync(session.RunFor(build.Build) with { Expected = checks, FailFast = failFast, Limits = limits }, cancellationToken);

    /// <summary>Unit tests before properties, since these run a hundred cases; quick ones first.</summary>
    private static ImmutableArray<Check> Ordered(ImmutableArray<CheckResult> results) => CheckOrder.Of(results.Select(r => r.Check), results);

    /// <summary>A bad edit must not cost the full time that a check may take: ten times the slowest that passes will do.</summary>
    private static Limits Tighten(Limits limits, TimeSpan slowest)
    {
        var check = TimeSpan.FromMilliseconds(Math.Clamp(slowest.TotalMilliseconds * 10, 1000, limits.CheckTime.TotalMilliseconds < 1000 ? 1000 : limits.CheckTime.TotalMilliseconds));
        var total = TimeSpan.FromSeconds(10) < limits.TotalTime ? TimeSpan.FromSeconds(10) : limits.TotalTime;
        return limits with { CheckTime = check < limits.CheckTime ? check : limits.CheckTime, TotalTime = total > check ? total : limits.TotalTime };
    }
}
