using System.Text.Json.Serialization;
using CodeRefine.Evaluation.Batches;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>fix --instances</c> prints; predictions and report are files in <paramref name="Folder"/>, in SWE-bench's own formats.</summary>
/// <param name="Model">As in the predictions.</param>
/// <param name="Stopped">Why not all instances were tried; null where they were.</param>
internal sealed record FixBatchDocument(string Folder, string Model, string? Stopped, int Total, int Submitted, int Resolved, int Unresolved, int EmptyPatch, int Errors, IReadOnlyList<SweEntry> Instances)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/fix-batch@1";
}

/// <summary>What <c>fix --instances --gold</c> prints.</summary>
/// <param name="Complete">False where it was cancelled.</param>
internal sealed record GoldDocument(string File, bool Complete, int Sound, IReadOnlyList<GoldResult> Instances)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/fix-gold@1";
}
