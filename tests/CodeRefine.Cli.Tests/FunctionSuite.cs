using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodeRefine.Cli.Tests;

/// <summary>A suite of two functions in MultiPL-E's form, and completions of them.</summary>
internal static class FunctionSuite
{
    /// <summary>An answer that is right.</summary>
    public const string Summed = "        long sum = 0;\n        for (var n = first; n <= last; n++)\n        {\n            sum += n;\n        }\n\n        return sum;\n    }\n";
    private const string Prompt = "using System;\nusing System.Diagnostics;\nusing System.Collections.Generic;\nusing System.Linq;\nclass Problem {\n";

    public static string Suite { get; } =
        Row("Test_0_sum", "    // Sum of first to last.\n    public static long Sum(long first, long last) {\n", "Sum((1L), (3L)) == (6L)", "Sum((2L), (2L)) == (2L)", "Sum((0L), (4L)) == (10L)", "Sum((5L), (4L)) == (0L)")
            + "\n" + Row("Test_1_double", "    // Doubles.\n    public static List<long> Double(List<long> numbers) {\n", "Double((new List<long>(new long[]{(long)1L}))).Equals((new List<long>(new long[]{(long)2L})))") + "\n";

    /// <summary>Of a grade's document.</summary>
    public static (int Judged, int Passed, int Infrastructure) Counts(JsonObject document) =>
        ((int)document["samples"]!["judged"]!, (int)document["samples"]!["passed"]!, (int)document["samples"]!["infrastructure"]!);

    public static string Sample(string task, string completion) => JsonSerializer.Serialize(new { task_id = task, completion }) + "\n";

    private static string Row(string name, string head, params string[] claims) => JsonSerializer.Serialize(new
    {
        name,
        language = "cs",
        prompt = Prompt + head,
        tests = "    }\n    public static void Main(string[] args) {\n" + string.Concat(claims.Select(c => $"    Debug.Assert({c});\n")) + "    }\n\n}\n",
        stop_tokens = new[] { "\n    }\n" },
    });
}
