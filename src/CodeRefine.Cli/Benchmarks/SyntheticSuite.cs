using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>Rows and completions in MultiPL-E's form, as many as are wanted: small programs, most of them right, with known verdicts.</summary>
internal static class SyntheticSuite
{
    public const int Tasks = 20;

    /// <summary>Of ten completions one is wrong, one throws and one does not compile.</summary>
    private const int Kinds = 10;

    private static readonly JsonSerializerOptions options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteRows(string path) => File.WriteAllLines(path, Enumerable.Range(0, Tasks).Select(Row));

    /// <param name="programs">Programs of which no two are the same; completions beyond repeat them.</param>
    public static void WriteCompletions(string path, int count, int programs)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        for (var i = 0; i < count; i++)
        {
            writer.WriteLine(JsonSerializer.Serialize(new { task_id = Name(i % Tasks), completion = Completion(i % Tasks, i % Math.Max(Tasks, programs)) }, options));
        }
    }

    /// <summary>Passed samples among the first <paramref name="count"/>.</summary>
    public static int Right(int count, int programs) => Enumerable.Range(0, count).Count(i => Kind(i % Math.Max(Tasks, programs)) > 2);

    private static string Name(int task) => string.Create(CultureInfo.InvariantCulture, $"Synthetic_{task}_sum_above");

    private static int Kind(int program) => program / Tasks % Kinds;

    private static string Row(int task)
    {
        var asserts = string.Concat(Enumerable.Range(1, 6).Select(n => string.Create(CultureInfo.InvariantCulture, $"    Debug.Assert(SumAbove((new List<long>(new long[]{{(long){n}L, (long){task + n}L, (long)-{n}L}})), ({task}L)) == ({Expected(task, n)}L));\n")));
        return JsonSerializer.Serialize(
            new
            {
                name = Name(task),
                language = "cs",
                prompt = string.Create(CultureInfo.InvariantCulture, $"using System;\nusing System.Diagnostics;\nusing System.Collections.Generic;\nusing System.Linq;\nclass Problem {{\n    // Sum of the numbers above the bound (task {task}).\n    public static long SumAbove(List<long> numbers, long bound) {{\n"),
                doctests = "transform",
                original = Name(task) + ".py",
                prompt_terminology = "reworded",
                tests = $"    }}\n    public static void Main(string[] args) {{\n{asserts}    }}\n\n}}\n",
                stop_tokens = new[] { "\n    }\n" },
            },
            options);
    }

    private static long Expected(int task, int n) => new long[] { n, task + n, -n }.Where(v => v > task).Sum();

    private static string Completion(int task, int program) => Kind(program) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"        long sum = {program + 1};\n        foreach (var n in numbers) {{ if (n > bound) {{ sum += n; }} }}\n        return sum;\n    }}\n"),
        1 => string.Create(CultureInfo.InvariantCulture, $"        throw new InvalidOperationException(\"{program}\");\n    }}\n"),
        2 => string.Create(CultureInfo.InvariantCulture, $"        return numbers.Where(n => n > bound).Summ() + {program};\n    }}\n"),
        _ => string.Create(CultureInfo.InvariantCulture, $"        long sum = {program};\n        foreach (var n in numbers) {{ if (n > bound) {{ sum += n; }} }}\n        return sum - {program};\n    }}\n"),
    };
}
