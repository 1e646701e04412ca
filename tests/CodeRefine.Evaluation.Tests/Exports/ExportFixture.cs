using System.Text;
using System.Text.Json.Nodes;
using CodeRefine.Evaluation.Exports;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Tests.Exports;

/// <summary>Exports into memory, and reads them back.</summary>
internal sealed class Exported : IExportTarget
{
    private readonly Dictionary<string, MemoryStream> files = new(StringComparer.Ordinal);

    public ExportSummary Summary { get; private set; } = new(0);
    public IReadOnlyDictionary<string, byte[]> Files => files.ToDictionary(f => f.Key, f => f.Value.ToArray());
    public byte[] Bytes => files[""].ToArray();
    public string Text => Encoding.UTF8.GetString(Bytes);
    public IReadOnlyList<JsonObject> Lines => [.. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject())];

    public static Exported Of(string format, IRunReader reader)
    {
        var exported = new Exported();
        exported.Summary = RunExports.All.Single(e => e.Name == format).Write(reader, exported, CancellationToken.None);
        return exported;
    }

    public Stream Open(string name) => files[name] = new MemoryStream();
}

/// <summary>What a format's documentation says of a JSON object: the fields that it has, and what they are.</summary>
internal static class Shape
{
    /// <param name="fields">For example <c>task_id:text passed:bool results:array metadata:object? count:number plus_status:null</c>; a question mark for one that may be missing.</param>
    public static void Holds(JsonNode? node, string fields)
    {
        var json = node!.AsObject();
        var wanted = fields.Split(' ').Select(f => f.Split(':')).ToDictionary(f => f[0], f => f[1]);
        Assert.Empty(json.Select(p => p.Key).Except(wanted.Keys));
        foreach (var (name, kind) in wanted)
        {
            if (!json.ContainsKey(name))
            {
                Assert.True(kind.EndsWith('?'), $"{name} is missing in {json.ToJsonString()}");
                continue;
            }

            Assert.True(kind.TrimEnd('?').Split('|').Contains(KindOf(json[name])), $"{name} is {KindOf(json[name])} where {kind} is wanted in {json.ToJsonString()}");
        }
    }

    private static string KindOf(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        _ => node.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => "text",
            System.Text.Json.JsonValueKind.Number => "number",
            _ => "bool",
        },
    };
}
