using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodeRefine.Cli.Tests;

/// <summary>Compares with a file that is kept beside the tests. CODEREFINE_UPDATE_GOLDEN=1 writes it anew: look at the difference before it is committed.</summary>
internal static class GoldenFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Matches(string name, string actual)
    {
        var path = Path.Combine(Cli.GoldenFolder, name);
        actual = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("CODEREFINE_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"There is no golden file {path}.");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    /// <summary>The shape of a document: names and kinds of values, an array by its first element; texts that are fixed by the shape stay.</summary>
    public static string ShapeOf(JsonNode? node, params string[] kept) => Shape(node, "", kept)!.ToJsonString(Indented) + "\n";

    private static JsonNode? Shape(JsonNode? node, string path, string[] kept) => node switch
    {
        null => "null",
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Shape(p.Value, path.Length == 0 ? p.Key : $"{path}.{p.Key}", kept)))),
        JsonArray { Count: 0 } => new JsonArray(),
        JsonArray a => new JsonArray(Shape(a[0], path + "[]", kept)),
        _ when path == "schema" || kept.Contains(path) => node.DeepClone(),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => "text",
            JsonValueKind.Number => "number",
            _ => "true or false",
        },
    };
}
