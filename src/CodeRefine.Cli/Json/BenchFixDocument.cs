using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>bench fix</c> prints: one run, on one machine.</summary>
/// <param name="Lines">Of C# in the repository.</param>
/// <param name="ColdLoadSeconds">Copying the base, restoring (packages that were there before are not fetched) and asking the build.</param>
/// <param name="WarmLoadSeconds">Once more, when what the build said is kept.</param>
/// <param name="BaselineSeconds">Building the base and running all its tests.</param>
/// <param name="Outcome">fixed or not-fixed.</param>
/// <param name="FirstVerdictSeconds">From the loaded and built repository to the first candidate's verdict; null where there was none.</param>
/// <param name="Rows">From an edit to the verdict.</param>
internal sealed record BenchFixDocument(
    string Repository, int Projects, int Lines, int Tests, double ColdLoadSeconds, double WarmLoadSeconds, double BaselineSeconds, string Outcome, double? FirstVerdictSeconds, string Edited, IReadOnlyList<BenchRow> Rows)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/bench-fix@1";
}
