namespace CodeRefine.Cli.Tests;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("`slove` is no command here, did you mean `solve`; see `coderefine --help`.", "slove")]
    [InlineData("`--atempts` is no option here, did you mean `--attempts`; see `coderefine solve --help`.", "solve", "--atempts", "3")]
    [InlineData("`--atempts` is no option here, did you mean `--attempts`; see `coderefine solve --help`.", "solve", "FOLDER", "--atempts")]
    [InlineData("`again` is no argument here; see `coderefine runs --help`.", "runs", "FOLDER", "again")]
    [InlineData("--attempts: `many` is not a whole number from 0 to 100000.", "solve", "FOLDER", "--attempts", "many")]
    [InlineData("--sandbox: `dokcer` is not one of auto, docker, bubblewrap, none; did you mean `docker`?", "solve", "FOLDER", "--sandbox", "dokcer")]
    [InlineData("--time: `soon` is not a time such as 90s, 10m or 1h30m.", "solve", "FOLDER", "--time", "soon")]
    [InlineData("--temperature: `3` is not a number from 0 to 2.", "solve", "FOLDER", "--temperature", "3")]
    [InlineData("--base-url: `ftp://x` is not an address such as http://localhost:11434.", "solve", "FOLDER", "--base-url", "ftp://x")]
    [InlineData("completions: `bsh` is not one of bash, zsh, fish; did you mean `bash`?", "completions", "bsh")]
    [InlineData("--rounds: a whole number from 1 to 10000 is needed.", "bench", "verdict", "FOLDER", "--rounds", "0")]
    [InlineData("--verdicts: a whole number from 1 to 1000000 is needed.", "bench", "soak", "--verdicts", "0")]
    [InlineData("--in: `none` has no walls to test: docker or bubblewrap is needed.", "bench", "soak", "--in", "none")]
    public async Task A_mistake_gets_one_sentence_and_exit_code_2(string sentence, params string[] arguments)
    {
        using var folder = new TestFolder().With("Sum.cs", "class Sum;").With("tests/SumTests.cs", "using Xunit; public class SumTests { [Fact] public void Works() => Assert.True(true); }");

        var result = await Cli.RunAsync([.. arguments.Select(a => a == "FOLDER" ? folder.Path : a)]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"error: {sentence}\n", result.Error);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("solve")]
    [InlineData("verify")]
    [InlineData("runs")]
    public async Task A_folder_that_is_not_there_is_named(string command)
    {
        var result = await Cli.RunAsync(command, "/no/such/folder");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("/no/such/folder", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task An_empty_folder_is_an_input_error_for_solve()
    {
        using var folder = new TestFolder();

        var result = await Cli.RunAsync("solve", folder.Path);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("is empty", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder[".coderefine"]));
    }

    [Fact]
    public async Task The_chat_proposer_without_a_model_is_refused_before_anything_is_kept()
    {
        using var folder = new TestFolder().With("Sum.cs", "class Sum;").With("tests/SumTests.cs", "using Xunit; public class SumTests { [Fact] public void Works() => Assert.True(true); }");

        var result = await Cli.RunAsync("solve", folder.Path, "--proposer", "chat");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error: The chat proposer needs a model: name one by --model", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder[".coderefine"]));
    }

    [Fact]
    public async Task With_json_an_error_is_a_document_too()
    {
        var result = await Cli.RunAsync("solve", "/no/such/folder", "--json");

        Assert.Equal("coderefine/error@1", (string?)result.Json["schema"]);
        Assert.Equal("input", (string?)result.Json["kind"]);
        Assert.Equal(2, (int?)result.Json["exitCode"]);
        GoldenFile.Matches("json/error.json", GoldenFile.ShapeOf(result.Json));
    }

    [Fact]
    public async Task A_mistyped_option_with_json_is_a_document_too()
    {
        var result = await Cli.RunAsync("verify", "--jsn", "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("coderefine/error@1", (string?)result.Json["schema"]);
    }

    [Fact]
    public async Task Where_no_run_was_kept_the_log_says_where_it_looked()
    {
        using var folder = new TestFolder();

        var result = await Cli.RunAsync("log", "--folder", folder.Path);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(folder[".coderefine"], result.Error, StringComparison.Ordinal);
    }
}
