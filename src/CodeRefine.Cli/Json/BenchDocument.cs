using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>bench verdict</c> prints: one run, on one machine; read the figures as ratios.</summary>
internal sealed record BenchDocument(string Problem, string Edited, int Rounds, IReadOnlyList<BenchRow> Rows)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/bench-verdict@1";
}

/// <param name="MedianMs">From the edit to the verdict, in milliseconds.</param>
/// <param name="TimesFaster"><c>dotnet test</c>'s median through this one's; 1 for itself, null where it did not run.</param>
internal sealed record BenchRow(string Path, double MedianMs, double MinMs, double MaxMs, int Rounds, double? TimesFaster);
