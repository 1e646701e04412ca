using System.Text.Json.Serialization;
using CodeRefine.Cli.Benchmarks;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>bench soak</c> prints.</summary>
internal sealed record SoakDocument(IReadOnlyList<SoakRow> Rows)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/bench-soak@1";

    /// <summary>Nothing leaked and every verdict was right.</summary>
    public bool Clean => Rows.All(r => r.Leaks.Count == 0 && r.Wrong.Count == 0);
}

/// <param name="Verdicts">After the warm-up.</param>
/// <param name="Before">Before the sandbox was made.</param>
/// <param name="Warm">After the warm-up's verdicts.</param>
/// <param name="End">After the last verdict, the sandbox still open.</param>
/// <param name="After">When it is closed.</param>
/// <param name="Leaks">What is left or has grown, in words; empty where nothing is.</param>
/// <param name="Wrong">Candidates whose verdict was not the right one.</param>
internal sealed record SoakRow(string Sandbox, int Verdicts, double Seconds, SoakCounts Before, SoakCounts Warm, SoakCounts End, SoakCounts After, IReadOnlyList<string> Leaks, IReadOnlyList<string> Wrong);
