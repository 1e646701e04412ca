using System.Text.Json;

namespace CodeRefine.Evaluation.Tests.Suites;

/// <summary>Rows in the suites' forms, small enough to read.</summary>
internal static class Rows
{
    public const string DoublePrompt = "using System;\nusing System.Diagnostics;\nusing System.Collections.Generic;\nusing System.Linq;\nclass Problem {\n    // Doubles each number.\n    // >>> Double((new List<long>(new long[]{(long)1L})))\n    // (new List<long>(new long[]{(long)2L}))\n    public static List<long> Double(List<long> numbers) {\n";

    public const string SumPrompt = "using System;\nusing System.Diagnostics;\nusing System.Collections.Generic;\nusing System.Linq;\nclass Problem {\n    // Sum of the numbers from first to last, both counted.\n    // >>> Sum((1L), (3L))\n    // (6L)\n    public static long Sum(long first, long last) {\n";

    public const string SumAnswer = "        long sum = 0;\n        for (var n = first; n <= last; n++)\n        {\n            sum += n;\n        }\n\n        return sum;\n    }\n";

    /// <summary>Compares lists by reference, as MultiPL-E's own rows do.</summary>
    public static string Double(string? answer = null) => MultiPlE("Test_1_double", DoublePrompt, answer,
        "Double((new List<long>(new long[]{(long)1L, (long)2L}))).Equals((new List<long>(new long[]{(long)2L, (long)4L})))",
        "Double((new List<long>())).Equals((new List<long>()))");

    public static string Sum(string? answer = null) => MultiPlE("Test_0_sum", SumPrompt, answer, "Sum((1L), (3L)) == (6L)", "Sum((2L), (2L)) == (2L)", "Sum((0L), (4L)) == (10L)", "Sum((5L), (4L)) == (0L)");

    public static string MultiPlE(string name, string prompt, string? answer, params string[] claims)
    {
        var tests = "    }\n    public static void Main(string[] args) {\n" + string.Concat(claims.Select(c => $"    Debug.Assert({c});\n")) + "    }\n\n}\n";
        var row = new Dictionary<string, object> { ["name"] = name, ["language"] = "cs", ["prompt"] = prompt, ["tests"] = tests, ["stop_tokens"] = new[] { "\n    }\n" } };
        if (answer is not null)
        {
            row["completion"] = answer;
        }

        return JsonSerializer.Serialize(row);
    }

    public static string Mxeval(string answer) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["task_id"] = "MBCSP/7",
        ["language"] = "csharp",
        ["prompt"] = "using System;\nusing System.Collections.Generic;\nusing KellermanSoftware.CompareNetObjects;\n\nnamespace Solution\n{\n    public class Program\n    {\n        /// <summary> \n        /// Write a function to reverse a list.\n        /// </summary>\n        public static List<int> Reversed (List<int> items) \n        {",
        ["test"] = "\n\n        public static void Main(string[] args)\n        {\n            CompareLogic compareLogic = new CompareLogic();\n            var actual1 = Reversed(new List<int> {1,2});\n            var expected1 = new List<int> {2,1};\n            var result1 = compareLogic.Compare(actual1, expected1);\n            if (!result1.AreEqual) {throw new Exception(\"Exception --- test case 0 failed to pass\");}\n\n            var actual2 = Reversed(new List<int> {});\n            var expected2 = new List<int> {};\n            var result2 = compareLogic.Compare(actual2, expected2);\n            if (!result2.AreEqual) {throw new Exception(\"Exception --- test case 1 failed to pass\");}\n\n        }\n    }\n}\n",
        ["entry_point"] = "Reversed",
        ["canonical_solution"] = answer,
    });
}
