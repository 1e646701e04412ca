using System.Text.Json;
using CodeRefine.Models.Tests.Servers;

namespace CodeRefine.Cli.Tests;

public sealed class LocateTests
{
    [Fact]
    public async Task I_see_where_and_why()
    {
        using var folder = Repository();

        var result = await Cli.RunAsync("locate", "Valve leaks\n\nThe pressure is never released.", "--repo", folder.Path);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(" 1  src/Valve.cs", result.Output, StringComparison.Ordinal);
        Assert.Contains("Valve.Release matches: released, valve, pressure", result.Output, StringComparison.Ordinal);
        Assert.Contains("public void Release()", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_read_and_json_has_the_documented_shape()
    {
        using var folder = Repository();
        folder.With("issue.md", "Valve leaks\n\nsrc/Valve.cs:5 never releases");

        var result = await Cli.RunAsync("locate", "--issue", folder["issue.md"], "--repo", folder.Path, "--top", "1", "--json");

        Assert.Equal("src/Valve.cs", (string?)result.Json["files"]![0]!["path"]);
        GoldenFile.Matches("json/locate.json", GoldenFile.ShapeOf(result.Json));
    }

    [Fact]
    public async Task A_model_asks_about_the_repository_and_puts_first_what_it_finds()
    {
        using var folder = Repository();
        var answers = new Queue<string>(["ask {\"tool\": \"read_member\", \"arguments\": {\"name\": \"Pump.Run\"}}", "src/Pump.cs", "src/Pump.cs:3-3"]);
        await using var server = Ollama.Serve((request, reply) => Ollama.Says(answers.Dequeue())(request, reply));

        var result = await Cli.RunAsync("locate", "Valve leaks\n\nThe pressure is never released.", "--repo", folder.Path, "--model", "ollama:coder", "--base-url", server.Url.ToString(), "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Empty(answers);
        Assert.Equal(("src/Pump.cs", "src/Valve.cs"), ((string?)result.Json["files"]![0]!["path"], (string?)result.Json["files"]![1]!["path"]));
        Assert.Contains("Pump.Run", (string?)result.Json["files"]![0]!["members"]![0]!["name"], StringComparison.Ordinal);
        var asked = server.Requests.Where(r => r.Path == "/api/chat").Select(r => r.Body).ToList();
        Assert.Contains("The pressure is never released.", asked[0], StringComparison.Ordinal);
        Assert.Contains("public void Run(Valve valve)", asked[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task I_get_a_map_of_the_repository()
    {
        using var folder = Repository();

        var result = await Cli.RunAsync("locate", "--map", "500", "--repo", folder.Path);

        Assert.Contains("  1: public class Valve\n    3: public int Pressure\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_benchmark_scores_rows_by_their_reference_patch()
    {
        using var folder = Repository();
        await folder.GitAsync("init", "-q");
        await folder.GitAsync("add", "-A");
        await folder.GitAsync("-c", "user.name=T", "-c", "user.email=t@localhost", "commit", "-qm", "first");
        var commit = (await folder.GitAsync("rev-parse", "HEAD")).Trim();
        string Row(string id, string @base, string issue) => JsonSerializer.Serialize(new { instance_id = id, repo = "a/b", base_commit = @base, problem_statement = issue, patch = "--- a/src/Valve.cs\n+++ b/src/Valve.cs\n@@ -1 +1 @@\n-a\n+b\n" }) + "\n";
        folder.With("rows.jsonl", Row("a__b-1", commit, "Valve leaks") + Row("a__b-2", "0123456789", "Valve leaks"));

        var result = await Cli.RunAsync("bench", "locate", "--instances", folder["rows.jsonl"], "--repo", folder.Path, "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(1, (int?)result.Json["total"]!["tried"]);
        Assert.Equal(1.0, (double?)result.Json["total"]!["hit"]!["top1"]);
        Assert.Contains("has no commit", (string?)result.Json["rows"]![1]!["problem"], StringComparison.Ordinal);
        GoldenFile.Matches("json/bench-locate.json", GoldenFile.ShapeOf(result.Json));
    }

    [Theory]
    [InlineData("The issue is empty", "locate")]
    [InlineData("give one of them", "locate", "text", "--issue", "x.md")]
    [InlineData("--top", "locate", "text", "--top", "0")]
    [InlineData("--map", "locate", "--map", "3")]
    [InlineData("cannot be read", "locate", "--issue", "none.md")]
    [InlineData("has no C# file", "locate", "text")]
    [InlineData("either --instances FILE or --history N", "bench", "locate")]
    public async Task What_is_wrong_is_said_in_one_sentence(string words, params string[] arguments)
    {
        using var folder = new TestFolder();

        var result = await Cli.RunAsync(new CliOptions { Folder = folder.Path }, arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(words, Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private static TestFolder Repository() => new TestFolder()
        .With("src/Valve.cs", "public class Valve\n{\n    public int Pressure { get; set; }\n\n    public void Release() => Pressure = Pressure;\n}\n")
        .With("src/Pump.cs", "public class Pump\n{\n    public void Run(Valve valve) => valve.Pressure++;\n}\n");
}
