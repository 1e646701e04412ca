using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CodeRefine.Core;

namespace CodeRefine.Evaluation.Suites.SweBench;

/// <summary>One answer as SWE-bench's harness reads it, a JSON object a line (<see href="https://github.com/SWE-bench/SWE-bench/blob/main/docs/guides/evaluation.md"/>).</summary>
/// <param name="Patch">A unified diff; empty where there is no answer.</param>
public sealed record SwePrediction(
    [property: JsonPropertyName("instance_id")] string InstanceId,
    [property: JsonPropertyName("model_name_or_path")] string Model,
    [property: JsonPropertyName("model_patch")] string Patch);

/// <summary>Reads and writes a file of predictions.</summary>
public static class SwePredictions
{
    // Others' tools and people read it: patches stay readable.
    private static readonly JsonSerializerOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Line(SwePrediction prediction) => JsonSerializer.Serialize(prediction, options);

    /// <summary>Writes the file anew, in the order given; a reader never sees half of it.</summary>
    public static void Write(string path, IEnumerable<SwePrediction> predictions)
    {
        var partial = path + ".partial";
        File.WriteAllLines(partial, predictions.Select(Line));
        File.Move(partial, path, overwrite: true);
    }

    /// <exception cref="UserErrorException">The file cannot be read, a line is no prediction, or an instance stands twice.</exception>
    public static ImmutableArray<SwePrediction> Read(string path)
    {
        var predictions = ImmutableArray.CreateBuilder<SwePrediction>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (line, row) in JsonLines.Read(path))
        {
            string Text(string name, bool mayBeNull = false) =>
                row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!
                : mayBeNull && row.TryGetProperty(name, out var none) && none.ValueKind == JsonValueKind.Null ? ""
                : throw JsonLines.Error(path, line, $"a prediction has a text `{name}`");
            var one = new SwePrediction(Text("instance_id"), Text("model_name_or_path"), Text("model_patch", mayBeNull: true));
            predictions.Add(seen.Add(one.InstanceId) ? one : throw JsonLines.Error(path, line, $"{one.InstanceId} stands in the file already"));
        }

        return predictions.ToImmutable();
    }
}
