using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Instrument;
using CodeRefine.Roslyn.Repair.Localisation;

namespace CodeRefine.Agent.Repair;

/// <summary>A candidate built so that what hangs throws.</summary>
/// <param name="Probes">Where each probe stands; empty unless coverage was asked for.</param>
internal sealed record ScreenBuild(BuildResult.Success Build, ImmutableArray<SuspectSpan> Probes)
{
    /// <summary>Null where the candidate does not compile.</summary>
    public static async Task<ScreenBuild?> MakeAsync(RoslynBuilder builder, Problem problem, SourceTree tree, StepBudget budget, bool coverage, CancellationToken cancellationToken)
    {
        var instrument = new InstrumentOptions { Coverage = coverage, StepLimit = budget.Steps, DepthLimit = budget.Depth };
        return await builder.BuildInstrumentedAsync(problem, tree, instrument, cancellationToken) is { } made
            ? new ScreenBuild(made.Build, [.. made.Probes.Select(p => new SuspectSpan(p.Path, p.Span, 0))])
            : null;
    }
}

/// <param name="Steps">Loop rounds and calls of one check.</param>
/// <param name="Depth">Calls within calls.</param>
internal sealed record StepBudget(int Steps, int Depth);
