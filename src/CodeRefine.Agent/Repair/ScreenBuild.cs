using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Repair.Localisation;

namespace CodeRefine.Agent.Repair;

/// <summary>A candidate built so that what hangs throws.</summary>
/// <param name="Probes">Where each probe stands; empty unless coverage was asked for.</param>
internal sealed record ScreenBuild(BuildResult.Success Build, ImmutableArray<SuspectSpan> Probes)
{
    /// <summary>Null where the candidate does not compile.</summary>
    public static async Task<ScreenBuild?> MakeAsync(RoslynBuilder builder, Problem problem, SourceTree tree, StepBudget budget, bool coverage, CancellationToken cancellationToken)
    {
        _ = (budget, coverage);
        return await builder.BuildForHangAsync(problem, tree, cancellationToken) is { } build ? new ScreenBuild(build, []) : null;
    }
}

/// <param name="Steps">Loop rounds and calls of one check.</param>
/// <param name="Depth">Calls within calls.</param>
internal sealed record StepBudget(int Steps, int Depth);
