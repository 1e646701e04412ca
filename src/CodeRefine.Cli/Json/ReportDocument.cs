using System.Text.Json.Serialization;
using CodeRefine.Evaluation.Reports;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>report</c> prints. Shares lie from 0 to 1; an <c>interval</c> is null where nothing can be said of it.</summary>
internal sealed record ReportDocument(RunReport Report)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/report@1";
}

/// <summary>What <c>report --vs</c> prints; differences are the second run's less the first's.</summary>
internal sealed record ComparisonDocument(ComparisonReport Comparison)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/comparison@1";
}
