using System.Collections.Immutable;
using CodeRefine.Agent.Critics;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Repair.CompileErrors;

namespace CodeRefine.Agent.Tools;

/// <summary>
/// Tool correction, after Lyra: deterministic mends of compile errors before a model is asked. Every step made its target diagnostic vanish and brought nothing
/// worse; a candidate that can't be made to compile is left as it was proposed, so that what the model is shown is its own.
/// </summary>
public sealed class ToolCorrection(RoslynBuilder builder, ToolCorrectionOptions? options = null) : ICorrector
{
    private readonly ToolCorrectionOptions options = options ?? new ToolCorrectionOptions();

    public async Task<ImmutableArray<Correction>> CorrectAsync(Problem problem, SourceTree candidate, BuildResult.Failure failure, CancellationToken cancellationToken)
    {
        var kind = Taxonomy.OfDiagnostic(failure.Diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error)?.Id ?? "");
        var found = await builder.CorrectionsAsync(problem, candidate, options.Search, cancellationToken);
        return [.. found.Where(r => r.IsComplete).Take(options.Ways).Select(r => ToCorrection(r, kind))];
    }

    private static Correction ToCorrection(CompileRepair repair, TaxonomyKind kind)
    {
        var steps = repair.Steps.Select(s => s.Summary).ToImmutableArray();
        return new Correction(new Patch(repair.Edits, $"tool correction: {string.Join("; ", steps)}"), steps, kind);
    }
}

/// <summary>Bounds of tool correction, for one candidate.</summary>
public sealed record ToolCorrectionOptions
{
    /// <summary>Ways of mending it that are run against the checks, until one passes. Default 5, from 1.</summary>
    public int Ways { get; init; } = 5;

    /// <summary>Steps, compilations and time.</summary>
    public CompileRepairOptions Search { get; init; } = new();
}
