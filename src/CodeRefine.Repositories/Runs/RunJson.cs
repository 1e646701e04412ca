using System.Text.Encodings.Web;
using System.Text.Json;

namespace CodeRefine.Repositories.Runs;

/// <summary>How a run's files are written: camelCase, code readable as it is.</summary>
public static class RunJson
{
    /// <summary>One line each: the journal.</summary>
    public static JsonSerializerOptions Line { get; } = Make(indented: false);

    /// <summary>For people too: <c>run.json</c>, <c>result.json</c>.</summary>
    public static JsonSerializerOptions Indented { get; } = Make(indented: true);

    private static JsonSerializerOptions Make(bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented,
        // Never embedded in HTML; escaped quotes and angle brackets would make code in it unreadable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 64,
    };
}
