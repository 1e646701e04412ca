using System.Collections.Immutable;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Reports;

/// <summary>What of a report can be chosen.</summary>
public sealed record ReportOptions
{
    /// <summary>The ks of pass@k; null takes the run's own.</summary>
    public ImmutableArray<int>? Ks { get; init; }
    public BootstrapOptions Bootstrap { get; init; } = new();
}
