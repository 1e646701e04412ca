using System.Text.Json;

namespace CodeRefine.Cli.Tests;

public sealed class BenchRepairTests
{
    private const string Entry = """
        # Add

        `Sums.Add(a, b)` adds.

        - group: classic
        - kind: operator swap

        ```csharp program
        public static class Sums
        {
            public static int Add(int a, int b) => a + b;
        }
        ```

        ```diff
        -public static int Add(int a, int b) => a + b;
        +public static int Add(int a, int b) => a - b;
        ```

        ```csharp visible
        [Fact]
        public void It_adds() => Assert.Equal(3, Sums.Add(1, 2));

        [Fact]
        public void Nothing_changes_nothing() => Assert.Equal(7, Sums.Add(7, 0));
        ```

        ```csharp hidden
        [Property]
        public bool It_always_adds(int a, int b) => Sums.Add(a, b) == Reference.Sums.Add(a, b);
        ```
        """;

    [Fact]
    public async Task I_see_what_is_mended_of_a_corpus_of_mine()
    {
        await Sandboxed.RequireAsync();
        using var folder = new TestFolder().With("add.md", Entry);

        var result = await Cli.RunAsync("bench", "repair", "--corpus", folder.Path, "--no-dotnet-test", "--limit", "2m", "--markdown", folder["RESULTS.txt"], "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("Correct", (string?)result.Json["entries"]![0]!["outcome"]);
        Assert.Equal(1, (int)result.Json["totals"]![0]!["correct"]!);
        Assert.Contains("| add | classic | ", await File.ReadAllTextAsync(folder["RESULTS.txt"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task I_see_what_is_mended_of_recorded_answers_and_what_was_right_or_unusable()
    {
        await Sandboxed.RequireAsync();
        using var folder = new TestFolder().With("rows.jsonl", string.Join('\n',
            Row("right", "```csharp\npublic static long Add(long a, long b) {\n    return a + b;\n}\n```"),
            Row("wrong", "```csharp\nusing System;\nclass Problem {\n    public static long Add(long a, long b) {\n        return a - b;\n    }\n}\n```"),
            Row("broken", "```csharp\nusing System;\nclass Problem {\n    public static long Add(long a, long b) {\n        return a + b\n    }\n}\n```"),
            Row("prose", "I am sorry.")));

        var result = await Cli.RunAsync("bench", "repair", "--recorded", folder["rows.jsonl"], "--limit", "2m", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(
            [("right", "Right", "Correct"), ("wrong", "FailsTests", "Correct"), ("broken", "DoesNotCompile", "Correct"), ("prose", "Unusable", "Failed")],
            result.Json["answers"]!.AsArray().Select(a => ((string)a!["name"]!, (string)a["start"]!, (string)a["outcome"]!)));
    }

    [Theory]
    [InlineData("--only nothing", "--only: no name, kind, group or half of the 1 entries holds 'nothing'.")]
    [InlineData("--limit soon", "--limit: `soon` is not a time such as 90s, 10m or 1h30m.")]
    [InlineData("--recorded rows.jsonl", "--corpus is for a corpus, and --recorded takes a file of answers: use one of them.")]
    public async Task What_I_got_wrong_is_one_sentence(string arguments, string sentence)
    {
        using var folder = new TestFolder().With("add.md", Entry);

        var result = await Cli.RunAsync(["bench", "repair", "--corpus", folder.Path, .. arguments.Split(' ')]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"error: {sentence}\n", result.Error);
    }

    private static string Row(string name, string answer) => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["name"] = name,
        ["language"] = "cs",
        ["prompt"] = "using System;\nusing System.Diagnostics;\nclass Problem {\n    // Adds two numbers.\n    public static long Add(long a, long b) {\n",
        ["tests"] = "    }\n    public static void Main(string[] args) {\n    Debug.Assert(Add((1L), (2L)) == (3L));\n    Debug.Assert(Add((5L), (-7L)) == (-2L));\n    Debug.Assert(Add((4L), (0L)) == (4L));\n    }\n\n}\n",
        ["gpt_solution"] = answer,
    });
}
