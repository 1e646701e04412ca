using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CodeRefine.Evaluation.Suites.SweBench;

/// <summary>A run's report as SWE-bench's harness writes it: <c>swebench/harness/reporting.py</c> at commit 09749dc, <c>schema_version</c> 2. Ids are sorted.</summary>
public sealed record SweReport
{
    private static readonly JsonSerializerOptions options = new() { WriteIndented = true, IndentSize = 4 };

    [JsonPropertyName("total_instances")] public required int Total { get; init; }
    [JsonPropertyName("submitted_instances")] public int Submitted => SubmittedIds.Length;
    [JsonPropertyName("completed_instances")] public int Completed => CompletedIds.Length;
    [JsonPropertyName("resolved_instances")] public int Resolved => ResolvedIds.Length;
    [JsonPropertyName("unresolved_instances")] public int Unresolved => UnresolvedIds.Length;
    [JsonPropertyName("empty_patch_instances")] public int EmptyPatch => EmptyPatchIds.Length;
    [JsonPropertyName("error_instances")] public int Errors => ErrorIds.Length;

    /// <summary>Judged: resolved or not.</summary>
    [JsonPropertyName("completed_ids")] public required ImmutableArray<string> CompletedIds { get; init; }

    /// <summary>Without a prediction.</summary>
    [JsonPropertyName("incomplete_ids")] public required ImmutableArray<string> IncompleteIds { get; init; }
    [JsonPropertyName("empty_patch_ids")] public required ImmutableArray<string> EmptyPatchIds { get; init; }
    [JsonPropertyName("submitted_ids")] public required ImmutableArray<string> SubmittedIds { get; init; }
    [JsonPropertyName("resolved_ids")] public required ImmutableArray<string> ResolvedIds { get; init; }
    [JsonPropertyName("unresolved_ids")] public required ImmutableArray<string> UnresolvedIds { get; init; }

    /// <summary>Could not be judged, which says nothing of the patch.</summary>
    [JsonPropertyName("error_ids")] public required ImmutableArray<string> ErrorIds { get; init; }
    [JsonPropertyName("schema_version")] public int SchemaVersion { get; init; } = 2;

    /// <param name="instances">Ids of all instances.</param>
    /// <param name="predictions">What was submitted for each.</param>
    /// <param name="resolved">For each that was judged whether it is resolved; one that is submitted with a patch and not in it is an error.</param>
    public static SweReport Of(IReadOnlyCollection<string> instances, IReadOnlyDictionary<string, SwePrediction> predictions, IReadOnlyDictionary<string, bool> resolved)
    {
        var withPatch = predictions.Values.Where(p => p.Patch.Length > 0).Select(p => p.InstanceId).ToList();
        return new SweReport
        {
            Total = instances.Count,
            SubmittedIds = Sorted(predictions.Keys),
            IncompleteIds = Sorted(instances.Where(i => !predictions.ContainsKey(i))),
            EmptyPatchIds = Sorted(predictions.Values.Where(p => p.Patch.Length == 0).Select(p => p.InstanceId)),
            CompletedIds = Sorted(withPatch.Where(resolved.ContainsKey)),
            ResolvedIds = Sorted(withPatch.Where(i => resolved.GetValueOrDefault(i))),
            UnresolvedIds = Sorted(withPatch.Where(i => resolved.TryGetValue(i, out var r) && !r)),
            ErrorIds = Sorted(withPatch.Where(i => !resolved.ContainsKey(i))),
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, options) + "\n";

    private static ImmutableArray<string> Sorted(IEnumerable<string> ids) => [.. ids.Order(StringComparer.Ordinal)];
}
