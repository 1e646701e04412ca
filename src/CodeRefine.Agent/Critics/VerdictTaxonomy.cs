using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Agent.Critics;

/// <summary>The kind of what is wrong, by a verdict's evidence alone: for counting many verdicts, where nobody reads a critique.</summary>
public static class VerdictTaxonomy
{
    public static TaxonomyKind Of(Verdict verdict) => verdict switch
    {
        { Passed: true } => TaxonomyKind.None,
        { Build: BuildResult.Failure failure } => failure.Diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } first ? Taxonomy.OfDiagnostic(first.Id) : TaxonomyKind.IncompleteSyntax,
        { Build: BuildResult.Refused } => TaxonomyKind.ApiMisuse,
        { Report.End.Kind: HostEndKind.StackOverflow } => TaxonomyKind.BoundaryCheck,
        { Kind: VerdictKind.TimedOut } => TaxonomyKind.Logic,
        { Report.Results: var results } => results.SelectMany(r => r.Failures).FirstOrDefault() is { } failed ? Taxonomy.OfFailure(failed) : TaxonomyKind.MinorRuntime,
        _ => TaxonomyKind.MinorRuntime,
    };
}
