namespace CodeRefine.Cli.Tests;

[Trait("Speed", "slow")]
public sealed class BenchFixTests
{
    [Fact]
    public async Task I_see_what_loading_mending_and_an_edit_cost()
    {
        await Sandboxed.RequireAsync();
        using var state = new TestFolder();
        File.SetUnixFileMode(state.Path, (UnixFileMode)0b111_101_101);

        var result = await Cli.RunAsync("bench", "fix", "--projects", "2", "--lines", "200", "--rounds", "2", "--no-dotnet-test", "--sandbox", "bubblewrap", "--state", state.Path, "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(("fixed", 2, 18), ((string?)result.Json["outcome"], (int)result.Json["projects"]!, (int)result.Json["tests"]!));
        Assert.InRange((double)result.Json["firstVerdictSeconds"]!, 0.001, 120);
        Assert.True((double)result.Json["warmLoadSeconds"]! < (double)result.Json["coldLoadSeconds"]!, result.ToString());
        Assert.Equal(["nearest tests", "tests of the project"], result.Json["rows"]!.AsArray().Select(r => (string?)r!["path"]));
        GoldenFile.Matches("json/bench-fix.json", GoldenFile.ShapeOf(result.Json));
    }

    [Theory]
    [InlineData("--projects: a whole number from 2 to 1000 is needed.", "--projects", "1")]
    [InlineData("--rounds: a whole number from 1 to 10000 is needed.", "--rounds", "0")]
    public async Task What_I_got_wrong_is_one_sentence(string sentence, params string[] arguments)
    {
        var result = await Cli.RunAsync(["bench", "fix", .. arguments]);

        Assert.Equal((2, $"error: {sentence}\n"), (result.ExitCode, result.Error));
    }
}
