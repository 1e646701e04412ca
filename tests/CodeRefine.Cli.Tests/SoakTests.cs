namespace CodeRefine.Cli.Tests;

public sealed class SoakTests
{
    [Theory]
    [Trait("Speed", "slow")]
    [InlineData("docker")]
    [InlineData("bubblewrap")]
    public async Task Verdicts_of_good_and_harmful_candidates_are_right_and_leave_nothing_behind(string sandbox)
    {
        await Sandboxed.RequireAsync();

        // A folder for temporary files of its own: those of other tests come and go meanwhile.
        using var temporary = new TestFolder();
        var own = new CliOptions { Environment = new Dictionary<string, string> { ["TMPDIR"] = temporary.Path } };
        var result = await Cli.RunAsync(own, "bench", "soak", "--verdicts", "20", "--in", sandbox, "--json");

        // This machine has the one sandbox and not the other: that is said in one sentence.
        Assert.SkipWhen(result.ExitCode == 3 && Environment.GetEnvironmentVariable("CODEREFINE_REQUIRE_SANDBOXES") != "1", result.Error);
        Assert.True(result.ExitCode == 0, result.ToString());
        var row = result.Json["rows"]![0]!;
        Assert.Equal(20, row["verdicts"]!.GetValue<int>());
        Assert.Empty(row["leaks"]!.AsArray());
        Assert.Empty(row["wrong"]!.AsArray());
        Assert.True(row["warm"]!["processes"]!.GetValue<int>() + row["warm"]!["containers"]!.GetValue<int>() > 0);
        Assert.Equal(0, row["after"]!["processes"]!.GetValue<int>() + row["after"]!["containers"]!.GetValue<int>());
    }
}
