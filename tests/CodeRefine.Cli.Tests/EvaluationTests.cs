using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodeRefine.Cli.Tests;

public sealed class EvaluationTests : IDisposable
{
    private const string Prompt = "using System;\nusing System.Diagnostics;\nusing System.Collections.Generic;\nusing System.Linq;\nclass Problem {\n";
    private const string Summed = "        long sum = 0;\n        for (var n = first; n <= last; n++)\n        {\n            sum += n;\n        }\n\n        return sum;\n    }\n";
    private readonly TestFolder folder = new();

    public EvaluationTests() => folder
        .With("suite.jsonl", Row("Test_0_sum", "    // Sum of first to last.\n    public static long Sum(long first, long last) {\n", "Sum((1L), (3L)) == (6L)", "Sum((2L), (2L)) == (2L)", "Sum((0L), (4L)) == (10L)", "Sum((5L), (4L)) == (0L)")
            + "\n" + Row("Test_1_double", "    // Doubles.\n    public static List<long> Double(List<long> numbers) {\n", "Double((new List<long>(new long[]{(long)1L}))).Equals((new List<long>(new long[]{(long)2L})))") + "\n")
        .With("samples.jsonl", Sample("Test_0_sum", Summed) + Sample("Test/0", Summed.Replace("<=", "<", StringComparison.Ordinal)) + Sample("Test_0_sum", "        return summ;\n    }\n") + Sample("Test_1_double", "        return numbers.Select(n => 2 * n).ToList();\n    }\n"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Completions_made_elsewhere_are_graded_as_shipped_and_corrected_and_shards_make_the_whole()
    {
        await Sandboxed.RequireAsync();

        var shipped = await GradeAsync();
        Assert.Equal((4, 1, 0), Counts(shipped));
        Assert.Equal("as shipped", (string)shipped["oracle"]!);
        Assert.Equal(0.166667, (double)shipped["passAtK"]![0]!["estimate"]!);
        Assert.Equal(["CheckFailed", "CompileError", "CheckFailed"], shipped["failed"]!.AsArray().Select(f => (string)f!["verdict"]!));
        Assert.StartsWith("Assert_01 (and 2 more): gives 3, not 6", (string)shipped["failed"]![0]!["explanation"]!, StringComparison.Ordinal);
        Assert.EndsWith("by reference: no answer passes.", (string)shipped["failed"]![2]!["explanation"]!, StringComparison.Ordinal);

        var corrected = await GradeAsync("--fix-equality");
        Assert.Equal((4, 2, 0), Counts(corrected));

        // Once more: it is complete, and tells the same without running anything.
        var again = await Cli.RunAsync(new CliOptions { Folder = folder.Path }, "grade", "suite.jsonl", "--samples", "samples.jsonl", "--fix-equality", "--no-self-check");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("it is complete: these are its numbers", again.Output, StringComparison.Ordinal);
        Assert.Contains("pass@1  66.7%", again.Output, StringComparison.Ordinal);

        await GradeAsync("--fix-equality", "--shard", "1/2", "--run", "a.sqlite");
        await GradeAsync("--fix-equality", "--shard", "2/2", "--run", "b.sqlite");
        var merged = await Cli.RunAsync(new CliOptions { Folder = folder.Path }, "merge", "b.sqlite", "a.sqlite", "--out", "whole.sqlite", "--json");
        Assert.Equal(0, merged.ExitCode);
        Assert.Equal((4, 2, 0), Counts(merged.Json));
        Assert.Equal(corrected["passAtK"]!.ToJsonString(), merged.Json["passAtK"]!.ToJsonString());
    }

    [Fact]
    public async Task Repair_starts_from_recorded_answers_and_held_back_asserts_judge_it()
    {
        await Sandboxed.RequireAsync();
        folder.With("from.jsonl", Sample("Test_0_sum", Summed.Replace("<=", "<", StringComparison.Ordinal)) + Sample("Test_0_sum", Summed));

        var result = await Cli.RunAsync(new CliOptions { Folder = folder.Path }, "eval", "suite.jsonl", "--from", "from.jsonl", "--visible", "half", "--only", "Test_0", "--no-self-check", "--time", "5m", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal((2, 2, 0), Counts(result.Json));
        Assert.Equal(1, (int)result.Json["solvedBy"]!["Repair"]!);
        Assert.Equal(1, (int)result.Json["solvedBy"]!["Start"]!);
    }

    [Theory]
    [InlineData("--samples needs a suite that is there", "grade", "none.jsonl")]
    [InlineData("pass@5 needs 5 samples of a task, and no task has more than 3", "grade", "suite.jsonl", "--samples", "samples.jsonl", "--k", "1,5")]
    [InlineData("records no answers: name a file of completions by --samples", "grade", "suite.jsonl")]
    [InlineData("--strict: samples.jsonl, line 5: it is no valid JSON", "grade", "suite.jsonl", "--samples", "samples.jsonl", "--strict")]
    [InlineData("--shard: '3/2' is no part", "grade", "suite.jsonl", "--samples", "samples.jsonl", "--shard", "3/2")]
    [InlineData("--workers: 'many' is neither auto nor a number", "grade", "suite.jsonl", "--samples", "samples.jsonl", "--workers", "many")]
    [InlineData("pass@10 needs 10 samples of a task, and --samples is 5", "eval", "suite.jsonl", "--samples", "5", "--k", "10")]
    [InlineData("There is no run 'nothing'", "merge", "nothing")]
    public async Task What_is_wrong_is_said_in_one_sentence(string sentence, params string[] arguments)
    {
        File.AppendAllText(folder["samples.jsonl"], "{ broken\n");

        var result = await Cli.RunAsync(new CliOptions { Folder = folder.Path }, arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(sentence.StartsWith("--samples needs", StringComparison.Ordinal) ? "There is no suite at none.jsonl" : sentence, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    /// <summary>A real process, killed 25 times at random moments while it grades, ends with the numbers of one that nobody disturbed.</summary>
    [Fact]
    [Trait("Speed", "slow")]
    public async Task A_run_that_is_killed_again_and_again_ends_like_one_that_is_not()
    {
        await Sandboxed.RequireAsync();

        // Mostly answers that do not compile: they take a few milliseconds each and no sandbox, so that kills fall among many samples.
        File.WriteAllLines(folder["many.jsonl"], Enumerable.Range(0, 900).Select(i => Sample("Test_0_sum", i % 90 == 0 ? Summed.Replace("long sum = 0", $"long sum = {i % 4 / 2}", StringComparison.Ordinal) + $"// {i}" : $"        return summ + {i};\n    }}\n").TrimEnd()));
        string[] arguments = ["grade", "suite.jsonl", "--samples", "many.jsonl", "--no-self-check", "--no-cache", "--only", "Test_0", "--workers", "2"];
        var random = new Random(20260102);
        var kills = 0;
        for (; kills < 25; kills++)
        {
            using var process = Cli.Start(new CliOptions { Folder = folder.Path }, [.. arguments, "--run", "killed.sqlite"]);
            var drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (await EndsWithin(process, TimeSpan.FromMilliseconds(random.Next(200, 1800))))
            {
                break;
            }

            process.Kill(entireProcessTree: false);
            await process.WaitForExitAsync();
            Assert.Equal(137, process.ExitCode);
        }

        var killed = await Cli.RunAsync(new CliOptions { Folder = folder.Path }, [.. arguments, "--run", "killed.sqlite", "--json"]);
        var whole = await Cli.RunAsync(new CliOptions { Folder = folder.Path }, [.. arguments, "--run", "whole.sqlite", "--json"]);

        Assert.True(killed.ExitCode == 0, killed.ToString());
        Assert.True(kills >= 10, string.Create(CultureInfo.InvariantCulture, $"It was done after {kills} kills: too soon to say anything."));
        foreach (var part in new[] { "passAtK", "verdicts", "kinds", "failed" })
        {
            Assert.Equal(whole.Json[part]!.ToJsonString(), killed.Json[part]!.ToJsonString());
        }

        Assert.Equal((900, (int)whole.Json["samples"]!["passed"]!, 0), Counts(killed.Json));
        Assert.Equal(900, (int)killed.Json["samples"]!["planned"]!);
    }

    private static async Task<bool> EndsWithin(Process process, TimeSpan time)
    {
        using var patience = new CancellationTokenSource(time);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<JsonObject> GradeAsync(params string[] more)
    {
        var result = await Cli.RunAsync(new CliOptions { Folder = folder.Path }, ["grade", "suite.jsonl", "--samples", "samples.jsonl", "--no-self-check", "--json", .. more]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Json;
    }

    private static (int Judged, int Passed, int Infrastructure) Counts(JsonObject document) =>
        ((int)document["samples"]!["judged"]!, (int)document["samples"]!["passed"]!, (int)document["samples"]!["infrastructure"]!);

    private static string Sample(string task, string completion) => JsonSerializer.Serialize(new { task_id = task, completion }) + "\n";

    private static string Row(string name, string head, params string[] claims) => JsonSerializer.Serialize(new
    {
        name,
        language = "cs",
        prompt = Prompt + head,
        tests = "    }\n    public static void Main(string[] args) {\n" + string.Concat(claims.Select(c => $"    Debug.Assert({c});\n")) + "    }\n\n}\n",
        stop_tokens = new[] { "\n    }\n" },
    });
}
