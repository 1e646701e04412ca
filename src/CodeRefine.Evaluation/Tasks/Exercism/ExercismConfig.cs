using System.Collections.Immutable;
using System.Text.Json;
using CodeRefine.Core;
using CodeRefine.Evaluation.Tasks.Folders;

namespace CodeRefine.Evaluation.Tasks.Exercism;

/// <summary>The parts of an exercise's <c>.meta/config.json</c> that say which file is what. https://exercism.org/docs/building/tracks/practice-exercises</summary>
internal sealed record ExercismConfig(ImmutableArray<string> Solution, ImmutableArray<string> Test, ImmutableArray<string> Example, ImmutableArray<string> Editor)
{
    public const string FileName = ".meta/config.json";
    private const int MostBytes = 256 << 10;

    /// <returns>Null where the folder is no exercise: its <c>.meta/config.json</c> is missing or names no files.</returns>
    public static ExercismConfig? Find(string root)
    {
        if (!Statements.IsPlainFile(root, FileName))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(TextFiles.ReadText(root, FileName, MostBytes));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("files", out var files) && files.ValueKind == JsonValueKind.Object
                ? new ExercismConfig(Paths(root, files, "solution"), Paths(root, files, "test"), [.. Paths(root, files, "example"), .. Paths(root, files, "exemplar")], Paths(root, files, "editor"))
                : null;
        }
        catch (JsonException broken)
        {
            throw new UserErrorException($"{Path.Combine(root, FileName)} is no valid JSON: {broken.Message}", broken);
        }
    }

    private static ImmutableArray<string> Paths(string root, JsonElement files, string key)
    {
        if (!files.TryGetProperty(key, out var list))
        {
            return [];
        }

        var paths = list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(p => p.ValueKind == JsonValueKind.String ? p.GetString()! : "").ToList() : [""];
        return paths.FirstOrDefault(p => RelativePath.Problem(p) is not null) is { } bad
            ? throw new UserErrorException($"{Path.Combine(root, FileName)}: 'files.{key}' is a list of paths, and '{bad}' {RelativePath.Problem(bad)}.")
            : [.. paths];
    }
}
