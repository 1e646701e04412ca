using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>bench grade</c> prints.</summary>
/// <param name="SameVerdicts">With every number of workers and in every round.</param>
internal sealed record GradeBenchDocument(string Suite, string Sandbox, int Cores, double LoadAverage, bool Cached, bool SameVerdicts, IReadOnlyList<GradeBenchRow> Rows)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/bench-grade@1";
}

/// <param name="ToolCpuMs">Processor time of this program for each sample; the sandboxes' is apart.</param>
/// <param name="CandidateCpuMs">Processor time of the candidate's process, from its arrival to its report.</param>
/// <param name="PeakMb">Most memory that this program has held so far.</param>
/// <param name="JournalMb">Size of the journal.</param>
/// <param name="OpenMs">Until the journal was open and counted.</param>
/// <param name="Verdicts">Hash over all verdicts: the same where they are.</param>
internal sealed record GradeBenchRow(int Workers, int Round, long Samples, long Passed, long Infrastructure, double Seconds, double PerSecond, double ToolCpuMs, double CandidateCpuMs, double PeakMb, double JournalMb, double OpenMs, string Verdicts);
