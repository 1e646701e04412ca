using System.Collections.Immutable;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Repair.Localisation;

namespace CodeRefine.Agent.Repair;

/// <summary>How the node does under a step budget before any edit: what fails, where that goes, and the budget that its passing checks need.</summary>
internal sealed record Baseline(ImmutableArray<CheckResult> Failing, ImmutableArray<CheckResult> Passing, Suspicion Suspicion, ImmutableArray<SuspectSpan> Probes, StepBudget Budget, TimeSpan SlowestPassing)
{
    /// <summary>A budget that stops what passes is too small: it grows so often, thirtyfold each time.</summary>
    private const int Raises = 2;

    public static async Task<Baseline> MeasureAsync(RoslynBuilder builder, RepairOptions options, Session session, Node node, CancellationToken cancellationToken)
    {
        var plain = node.Verdict.Report ?? throw new ArgumentException("The node has not run.", nameof(node));
        var passed = plain.Results.Where(r => r.Status == CheckStatus.Passed).Select(r => r.Check.Id).ToHashSet(StringComparer.Ordinal);
        var budget = new StepBudget(options.StepLimit, options.DepthLimit);
        for (var raise = 0; ; raise++)
        {
            var build = await ScreenBuild.MakeAsync(builder, session.Problem, node.Tree, budget, coverage: true, cancellationToken);
            if (build is null)
            {
                return From(plain, [], node, budget);
            }

            var report = await session.RunAsync(session.RunFor(build.Build) with { CollectCoverage = true }, cancellationToken);
            var starved = report.Results.Any(r => r.Status == CheckStatus.Failed && passed.Contains(r.Check.Id));
            if (!starved || raise == Raises)
            {
                // A host that dies even so tells less than the plain run did of the checks behind it.
                return From(report.End.Kind == HostEndKind.Completed ? report : plain, build.Probes, node, budget);
            }

            budget = new StepBudget((int)Math.Min(budget.Steps * 30L, int.MaxValue), (int)Math.Min(budget.Depth * 10L, 100_000));
        }
    }

    /// <summary>A bad edit must not cost the full time that a check may take: ten times the slowest that passes will do.</summary>
    public Limits Tighten(Limits limits)
    {
        var check = TimeSpan.FromMilliseconds(Math.Clamp(SlowestPassing.TotalMilliseconds * 10, 1000, Math.Max(1000, limits.CheckTime.TotalMilliseconds)));
        var total = TimeSpan.FromSeconds(10) < limits.TotalTime ? TimeSpan.FromSeconds(10) : limits.TotalTime;
        return limits with { CheckTime = check < limits.CheckTime ? check : limits.CheckTime, TotalTime = total > check ? total : limits.TotalTime };
    }

    private static Baseline From(CheckReport report, ImmutableArray<SuspectSpan> probes, Node node, StepBudget budget)
    {
        var gating = report.Results.Where(r => r.Status != CheckStatus.Skipped).ToList();
        var failing = gating.Where(r => r.Status != CheckStatus.Passed).ToImmutableArray();
        var passing = gating.Where(r => r.Status == CheckStatus.Passed).ToImmutableArray();
        var slowest = passing.Select(r => r.Duration).DefaultIfEmpty().Max();
        return new Baseline(failing, passing, FaultPlaces.Suspect(node, gating, probes), probes, budget, slowest);
    }
}
