using CodeRefine.Models.Tests.Servers;

namespace CodeRefine.Cli.Tests;

/// <summary>Strategies as a user chooses them. The models here are scripts behind a loopback server.</summary>
public sealed class StrategiesTests
{
    private const string Wrong = "namespace Sums;\n\npublic static class Sum\n{\n    public static int Of(int a, int b) => a * b;\n}\n";
    private const string Right = "namespace Sums;\n\npublic static class Sum\n{\n    public static int Of(int a, int b) => a + b;\n}\n";
    private const string Tests = "using Sums;\nusing Xunit;\n\npublic class SumTests\n{\n    [Fact]\n    public void Adds() => Assert.Equal(5, Sum.Of(2, 3));\n\n    [Fact]\n    public void Nothing_stays() => Assert.Equal(2, Sum.Of(2, 0));\n}\n";

    [Fact]
    public async Task I_can_list_the_strategies_with_paper_cost_and_when_to_use_which()
    {
        var listed = await Cli.RunAsync("strategies");
        Assert.True(listed.ExitCode == 0, listed.ToString());
        foreach (var name in new[] { "auto", "refine", "self-debug", "explain-then-fix", "ldb", "taxonomy", "reflexion", "pgs", "alphacodium", "best-of-n", "iad", "rethink-mcts" })
        {
            Assert.Contains($"\n{name}", "\n" + listed.Output, StringComparison.Ordinal);
        }

        var json = await Cli.RunAsync("strategies", "reflexion", "--json");
        GoldenFile.Matches("json/strategies.json", GoldenFile.ShapeOf(json.Json, "strategies[].name", "strategies[].arXiv"));
        var wrong = await Cli.RunAsync("strategies", "reflection");
        Assert.True(wrong.ExitCode == 2, wrong.ToString());
        Assert.Contains("did you mean `reflexion`?", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a model and none is named", "needs a model", "--strategy", "iad")]
    [InlineData("repair is no model", "--proposer repair is no model", "--strategy", "iad", "--proposer", "repair")]
    [InlineData("an unknown option", "The strategy best-of-n has no option `m`, did you mean `n`?", "--strategy", "best-of-n", "--strategy-option", "m=3", "--model", "ollama:x")]
    [InlineData("a wrong value", "The strategy best-of-n's option n: `many` is not a whole number from 1 to 100000.", "--strategy", "best-of-n", "--strategy-option", "n=many", "--model", "ollama:x")]
    [InlineData("no value", "--strategy-option: `n` is not NAME=VALUE.", "--strategy-option", "n")]
    [InlineData("another strategy's name", "There is no strategy `best-of-m`, did you mean `best-of-n`?", "--strategy-option", "best-of-m.n=3")]
    [InlineData("a near name", "did you mean `reflexion`?", "--strategy", "reflection")]
    public async Task A_mistake_is_told_before_anything_runs(string what, string words, params string[] arguments)
    {
        using var task = Task();

        var result = await Cli.RunAsync(["solve", task.Path, .. arguments]);

        Assert.True(result.ExitCode == 2, $"{what}: {result}");
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(task[".coderefine"]));
    }

    [Theory]
    [InlineData("self-debug", 3)]
    [InlineData("reflexion", 3)]
    [InlineData("best-of-n", 2)]
    [InlineData("iad", 2)]
    public async Task I_can_pick_a_strategy_and_its_options_and_replay_the_run_without_a_server(string strategy, int calls)
    {
        await Sandboxed.RequireAsync();
        using var task = Task().With("coderefine.json", """{ "strategyOptions": { "best-of-n": { "n": 2 }, "iad": { "samples": 1 } } }""");
        string[] chosen = ["--strategy", strategy, "--model", "ollama:coder", "--tool-correction", "off", "--neighbourhood", "off", "--dry-run", "--json"];
        var asked = 0;
        CliResult first;
        await using (var server = Ollama.Serve((request, reply) => Ollama.Says($"It is so.\n```csharp\n{(Interlocked.Increment(ref asked) == 1 ? Wrong : Right)}```\n")(request, reply)))
        {
            first = await Cli.RunAsync(["solve", task.Path, .. chosen, "--base-url", server.Url.ToString()]);
        }

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Equal(calls, asked);
        Assert.Equal(strategy, (string?)first.Json["setUp"]!["strategy"]);
        var again = await Cli.RunAsync(["solve", task.Path, .. chosen, "--base-url", LoopbackServer.NobodyThere().ToString(), "--replay", "last"]);
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(Trees(first), Trees(again));
    }

    [Fact]
    public async Task A_strategy_that_was_interrupted_goes_on_where_it_was()
    {
        await Sandboxed.RequireAsync();
        using var task = Task();
        string[] prompts = [];
        async Task<CliResult> Run(params string[] arguments)
        {
            var asked = 0;
            await using var server = Ollama.Serve(async (request, reply) =>
            {
                prompts = [.. prompts, request.Body];
                await Ollama.Says($"Because.\n```csharp\n{(Interlocked.Increment(ref asked) == 1 && arguments[0] == "solve" ? Wrong : Right)}```\n")(request, reply);
            });
            return await Cli.RunAsync([.. arguments, "--base-url", server.Url.ToString(), "--json"]);
        }

        var first = await Run("solve", task.Path, "--strategy", "reflexion", "--model", "ollama:coder", "--neighbourhood", "off", "--dry-run", "--max-calls", "2");
        Assert.True(first.ExitCode == 1, first.ToString());
        var resumed = await Run("resume", "--folder", task.Path, "--dry-run", "--max-calls", "10");

        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(3, prompts.Length);
        Assert.Equal(3, (int?)resumed.Json["cost"]!["modelCalls"]);
        Assert.Equal((string?)first.Json["nodes"]![1]!["id"], (string?)resumed.Json["nodes"]![1]!["id"]);
    }

    [Fact]
    public async Task I_can_have_a_weaker_model_try_the_critiques_first()
    {
        await Sandboxed.RequireAsync();
        using var task = Task();
        string[] chosen = ["--strategy", "taxonomy", "--strategy-option", "gate=1", "--model", "ollama:coder", "--student", "ollama:small", "--tool-correction", "off", "--neighbourhood", "off", "--dry-run", "--json"];
        var asked = new List<string>();
        CliResult first;
        await using (var server = Ollama.Serve((request, reply) =>
        {
            var isStudent = request.Body.Contains("\"model\":\"small\"", StringComparison.Ordinal);
            asked.Add(isStudent ? "small" : "coder");
            return Ollama.Says(request.Body.Contains("Which type of bug", StringComparison.Ordinal)
                ? "TYPE: C.1\nCAUSE: It multiplies where it should add."
                : $"```csharp\n{(isStudent && request.Body.Contains("It multiplies", StringComparison.Ordinal) ? Right : Wrong)}```\n")(request, reply);
        }))
        {
            first = await Cli.RunAsync(["solve", task.Path, .. chosen, "--base-url", server.Url.ToString()]);
        }

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Equal(["coder", "coder", "small", "small"], asked);
        Assert.Equal("student", (string?)first.Json["nodes"]!.AsArray()[^1]!["proposer"]);
        Assert.Contains("critique gate: The critique is kept: 1 of 1 repairs with it scored higher, 0 of 1 without.", first.Error, StringComparison.Ordinal);
        var again = await Cli.RunAsync(["solve", task.Path, .. chosen, "--base-url", LoopbackServer.NobodyThere().ToString(), "--replay", "last"]);
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(Trees(first), Trees(again));
    }

    [Fact]
    public async Task I_can_compare_strategies_at_equal_budget_beside_a_control()
    {
        await Sandboxed.RequireAsync();
        using var tasks = new TestFolder();
        foreach (var name in new[] { "a", "b" })
        {
            tasks.With($"{name}/README.md", "# Sum\n\n`Sum.Of` adds two numbers.\n").With($"{name}/Sum.cs", Wrong).With($"{name}/tests/SumTests.cs", Tests);
        }

        // Drafts are always wrong, corrections right: the control spends its budget in vain.
        await using var server = Ollama.Serve((request, reply) => Ollama.Says(
            $"```csharp\n{(request.Body.Contains("Write the code so that", StringComparison.Ordinal) ? Wrong.Replace("a * b", $"a * b + {request.Body.Length}", StringComparison.Ordinal) : Right)}```\n")(request, reply));
        var result = await Cli.RunAsync("compare", "--strategies", "refine,taxonomy", tasks.Path, "--model", "ollama:coder", "--base-url", server.Url.ToString(), "--strategy-option", "taxonomy.iterations=1", "--max-calls", "4", "--tool-correction", "off", "--neighbourhood", "off", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        var totals = result.Json["strategies"]!.AsArray().ToDictionary(t => (string)t!["strategy"]!, t => t!);
        Assert.Equal(["refine", "taxonomy", "control"], totals.Keys);
        Assert.Equal((2, 2), ((int)totals["taxonomy"]["solved"]!, (int)totals["taxonomy"]["runs"]!));
        Assert.Equal((0, 8), ((int)totals["control"]["solved"]!, (int)totals["control"]["modelCalls"]!));
        Assert.All(result.Json["rows"]!.AsArray(), r => Assert.True((int)r!["modelCalls"]! <= 4));
        Assert.False(Directory.Exists(tasks["a/.coderefine"]));
        GoldenFile.Matches("json/compare.json", GoldenFile.ShapeOf(result.Json, "strategies[].strategy"));
        Assert.Contains("95 % interval", result.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Trees(CliResult result) => result.Json["nodes"]!.AsArray().Select(n => $"{n!["attempt"]} {n["verdict"]} {n["summary"]}");

    private static TestFolder Task() => new TestFolder().With("README.md", "# Sum\n\n`Sum.Of` adds two numbers.\n").With("Sum.cs", Wrong.Replace("a * b", "a - b", StringComparison.Ordinal)).With("tests/SumTests.cs", Tests);
}
