using System.Collections.Immutable;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Instrument;
using CodeRefine.Roslyn.Instrument.Schemata;
using CodeRefine.Roslyn.Repair;
using CodeRefine.Roslyn.Repair.Edits;

namespace CodeRefine.Agent.Repair;

/// <summary>Many edits compiled into one assembly, to be tried one by one or two by two without compiling again.</summary>
internal sealed class SwitchedEdits
{
    private readonly Session session;
    private readonly Baseline baseline;
    private readonly Reach reach;
    private readonly SchemataBuild build;
    private readonly ImmutableArray<RankedEdit> edits;

    private SwitchedEdits(Session session, Baseline baseline, SchemataBuild build, ImmutableArray<RankedEdit> edits)
    {
        (this.session, this.baseline, this.build, this.edits) = (session, baseline, build, edits);
        reach = new Reach(build.Build.Checks, baseline);
        var left = build.NotSwitchable.ToHashSet<CandidateEdit>(ReferenceEqualityComparer.Instance);
        NotSwitchable = [.. edits.Where(e => left.Contains(e.Edit))];
    }

    /// <summary>In the order given; those that do not compile are not among them.</summary>
    public ImmutableArray<SwitchableEdit> Switchable => build.Edits;
    public ImmutableArray<RankedEdit> NotSwitchable { get; }

    /// <returns>Null where they can't be compiled together.</returns>
    public static async Task<SwitchedEdits?> BuildAsync(RoslynBuilder builder, Session session, Node node, Baseline baseline, ImmutableArray<RankedEdit> edits, CancellationToken cancellationToken)
    {
        var instrument = new InstrumentOptions { StepLimit = baseline.Budget.Steps, DepthLimit = baseline.Budget.Depth };
        return await builder.BuildSchemataAsync(session.Problem, node.Tree, [.. edits.Select(e => e.Edit)], instrument, cancellationToken) is { } build
            ? new SwitchedEdits(session, baseline, build, edits)
            : null;
    }

    /// <summary>Whether each failing check reaches one of the two.</summary>
    public bool CanMendAll(SwitchableEdit one, SwitchableEdit other)
    {
        var checks = reach.ChecksOf(one.Edit, other.Edit);
        return reach.Failing.All(checks.Contains);
    }

    /// <param name="variants">Each one edit, or two of which <see cref="Fix.AreApart"/> holds.</param>
    /// <param name="most">Time that all may take.</param>
    /// <param name="order">Place of the first in the order of trying.</param>
    public async Task<Screened> ScreenAsync(IReadOnlyList<ImmutableArray<SwitchableEdit>> variants, TimeSpan most, int order, CancellationToken cancellationToken)
    {
        var limits = baseline.Tighten(session.Problem.Limits);
        var run = new ScreenRun
        {
            Candidate = build.Build.Candidate,
            Checks = build.Build.ChecksImage,
            Expected = build.Build.Checks,
            Failing = reach.Failing,
            Variants = [.. variants.Select((v, i) => new ScreenVariant(i, [.. v.Select(e => new SwitchSetting(e.Site, e.Alternative))], reach.ChecksOf([.. v.Select(e => e.Edit)])))],
            Limits = limits with { TotalTime = most > limits.CheckTime ? most : limits.CheckTime },
            Seed = session.Seed,
        };
        var report = await session.ScreenAsync(run, cancellationToken);
        var fixes = report.Outcomes.Where(o => o.Status != ScreenStatus.NotRun).Select(o => Read(o, variants[o.Variant], run.Variants[o.Variant], order + o.Variant));
        return new Screened([.. fixes], report);
    }

    private ScreenedFix Read(ScreenOutcome outcome, ImmutableArray<SwitchableEdit> variant, ScreenVariant asked, int order)
    {
        // A failing check that this does not reach fails on.
        var all = reach.Failing.All(asked.Checks.Contains);
        return new ScreenedFix(new Fix([.. variant.Select(e => edits[e.Order])]), outcome.Gain, outcome.Further, reach.Failing.Length, outcome.Broken is not null, outcome.Status == ScreenStatus.Passed && all, order);
    }
}

/// <param name="Fixes">Those of which something was told.</param>
internal sealed record Screened(ImmutableArray<ScreenedFix> Fixes, ScreenReport Report);
