using CodeRefine.Models.Tests.Servers;

namespace CodeRefine.Cli.Tests;

/// <summary>What happens to a model's answer before the model is asked again.</summary>
public sealed class ToolTests
{
    private const string Right = "using System.Text;\n\nnamespace Marks;\n\npublic static class Mark\n{\n    public static string Of(int points) => new StringBuilder().Append(points >= 50 ? \"passed\" : \"failed\").ToString();\n}\n";
    private const string Start = "namespace Marks;\n\npublic static class Mark\n{\n    public static string Of(int points) => throw new System.NotImplementedException();\n}\n";
    private const string Tests = "using Marks;\nusing Xunit;\n\npublic class MarkTests\n{\n    [Theory]\n    [InlineData(0)]\n    [InlineData(49)]\n    public void Too_few(int points) => Assert.Equal(\"failed\", Mark.Of(points));\n\n    [Fact]\n    public void Many() => Assert.Equal(\"passed\", Mark.Of(90));\n\n    [Fact]\n    public void Just_enough() => Assert.Equal(\"passed\", Mark.Of(50));\n}\n";
    private static readonly string WithoutUsing = Right.Replace("using System.Text;\n\n", "", StringComparison.Ordinal);
    private static readonly string OffByOne = Right.Replace(">= 50", "> 50", StringComparison.Ordinal);

    [Fact]
    public async Task An_answer_that_misses_a_using_takes_one_call_and_two_without_tool_correction()
    {
        var corrected = await SolveAsync([WithoutUsing, Right]);

        Assert.True(corrected.ExitCode == 0, corrected.ToString());
        Assert.Equal(1, (int?)corrected.Json["cost"]!["modelCalls"]);
        Assert.Equal(1, (int?)corrected.Json["cost"]!["attempts"]);
        Assert.Equal(1, (int?)corrected.Json["tools"]!["corrected"]);
        Assert.Equal(1, (int?)corrected.Json["tools"]!["savedCalls"]);
        Assert.Equal(["chat", "tool-correction"], Proposers(corrected));
        Assert.Equal("tool correction: Mark.cs:1: add `using System.Text;`", (string?)corrected.Json["best"]!["summary"]);
        Assert.Contains("saved 1 call", corrected.Error, StringComparison.Ordinal);

        var plain = await SolveAsync([WithoutUsing, Right], "--tool-correction", "off");

        Assert.True(plain.ExitCode == 0, plain.ToString());
        Assert.Equal(2, (int?)plain.Json["cost"]!["modelCalls"]);
        Assert.Equal(0, (int?)plain.Json["tools"]!["correctionsTried"]);
    }

    [Fact]
    public async Task An_answer_that_is_off_by_one_takes_one_call_and_two_without_the_neighbourhood()
    {
        var searched = await SolveAsync([OffByOne, Right]);

        Assert.True(searched.ExitCode == 0, searched.ToString());
        Assert.Equal(1, (int?)searched.Json["cost"]!["modelCalls"]);
        Assert.Equal(1, (int?)searched.Json["tools"]!["found"]);
        Assert.Equal(1, (int?)searched.Json["tools"]!["savedCalls"]);
        Assert.Equal(["chat", "neighbourhood"], Proposers(searched));

        var plain = await SolveAsync([OffByOne, Right], "--neighbourhood", "off");

        Assert.True(plain.ExitCode == 0, plain.ToString());
        Assert.Equal(2, (int?)plain.Json["cost"]!["modelCalls"]);
        Assert.Equal(0, (int?)plain.Json["tools"]!["searches"]);
    }

    [Fact]
    public async Task Both_together_save_two_calls_and_the_run_replays_with_the_same_nodes()
    {
        await Sandboxed.RequireAsync();
        using var task = Task();
        var answer = OffByOne.Replace("using System.Text;\n\n", "", StringComparison.Ordinal);
        CliResult first;
        await using (var server = Ollama.Serve(Ollama.Says($"```csharp\n{answer}```\n")))
        {
            first = await Cli.RunAsync("solve", task.Path, "--proposer", "chat", "--model", "ollama:coder", "--base-url", server.Url.ToString(), "--dry-run", "--json");
        }

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Equal(1, (int?)first.Json["cost"]!["modelCalls"]);
        Assert.Equal(2, (int?)first.Json["tools"]!["savedCalls"]);
        Assert.Equal(["chat", "tool-correction", "neighbourhood"], Proposers(first));

        var log = await Cli.RunAsync("log", "--folder", task.Path, "--json");
        Assert.Equal([null, "chat", "tool-correction", "neighbourhood"], log.Json["entries"]!.AsArray().Select(e => (string?)e!["proposer"]));

        // The recording has what the tools found: no search is made again.
        var second = await Cli.RunAsync("solve", task.Path, "--proposer", "chat", "--model", "ollama:coder", "--base-url", LoopbackServer.NobodyThere().ToString(), "--replay", "last", "--dry-run", "--json");

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(Trail(first), Trail(second));
        Assert.Equal((string?)first.Json["solution"]!["diff"], (string?)second.Json["solution"]!["diff"]);
        Assert.True((int?)second.Json["cost"]!["verdicts"] < (int?)first.Json["cost"]!["verdicts"], second.ToString());
    }

    [Fact]
    public async Task A_resumed_run_makes_again_what_the_tools_made()
    {
        await Sandboxed.RequireAsync();
        using var task = Task();
        var asked = 0;
        var hopeless = WithoutUsing.Replace("points >= 50", "points < 0", StringComparison.Ordinal);
        await using var server = Ollama.Serve((request, reply) => Ollama.Says($"```csharp\n{(Interlocked.Increment(ref asked) == 1 ? hopeless : Right)}```\n")(request, reply));
        string[] chat = ["--model", "ollama:coder", "--base-url", server.Url.ToString(), "--json"];

        var first = await Cli.RunAsync(["solve", task.Path, "--proposer", "chat", "--neighbourhood", "off", "--attempts", "1", .. chat]);
        Assert.True(first.ExitCode == 1, first.ToString());
        var second = await Cli.RunAsync(["resume", "--folder", task.Path, "--attempts", "4", .. chat]);

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(2, asked);
        Assert.Equal(2, (int?)second.Json["cost"]!["attempts"]);
        Assert.Equal(["chat", "tool-correction", "chat"], Proposers(second));
        Assert.Equal((string?)first.Json["nodes"]![2]!["id"], (string?)second.Json["nodes"]![2]!["id"]);
    }

    private static async Task<CliResult> SolveAsync(string[] answers, params string[] options)
    {
        await Sandboxed.RequireAsync();
        using var task = Task();
        var asked = 0;
        await using var server = Ollama.Serve((request, reply) => Ollama.Says($"```csharp\n{answers[Math.Min(Interlocked.Increment(ref asked), answers.Length) - 1]}```\n")(request, reply));
        return await Cli.RunAsync(["solve", task.Path, "--proposer", "chat", "--model", "ollama:coder", "--base-url", server.Url.ToString(), "--json", .. options]);
    }

    private static IEnumerable<string?> Proposers(CliResult result) => result.Json["nodes"]!.AsArray().Skip(1).Select(n => (string?)n!["proposer"]);

    private static IEnumerable<(string?, string?, double?)> Trail(CliResult result) =>
        result.Json["nodes"]!.AsArray().Select(n => ((string?)n!["proposer"], (string?)n["summary"], (double?)n["score"]));

    private static TestFolder Task() => new TestFolder().With("README.md", "# Marks\n\n`Mark.Of` says `passed` from 50 points on, else `failed`.\n").With("Mark.cs", Start).With("tests/MarkTests.cs", Tests);
}
