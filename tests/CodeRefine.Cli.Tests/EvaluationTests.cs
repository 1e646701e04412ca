using System.Text.Json.Nodes;
using static CodeRefine.Cli.Tests.FunctionSuite;

namespace CodeRefine.Cli.Tests;

public sealed class EvaluationTests : IDisposable
{
    private readonly TestFolder folder = new();

    public EvaluationTests() => folder
        .With("suite.jsonl", Suite)
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

    private async Task<JsonObject> GradeAsync(params string[] more)
    {
        var result = await Cli.RunAsync(new CliOptions { Folder = folder.Path }, ["grade", "suite.jsonl", "--samples", "samples.jsonl", "--no-self-check", "--json", .. more]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Json;
    }
}
