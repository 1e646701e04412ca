namespace CodeRefine.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("root")]
    [InlineData("solve")]
    [InlineData("fix")]
    [InlineData("verify")]
    [InlineData("trace")]
    [InlineData("checks")]
    [InlineData("locate")]
    [InlineData("strategies")]
    [InlineData("compare")]
    [InlineData("doctor")]
    [InlineData("sandbox")]
    [InlineData("sandbox build")]
    [InlineData("sandbox status")]
    [InlineData("runs")]
    [InlineData("log")]
    [InlineData("show")]
    [InlineData("diff")]
    [InlineData("resume")]
    [InlineData("report")]
    [InlineData("export")]
    [InlineData("bench verdict")]
    [InlineData("bench soak")]
    [InlineData("bench repair")]
    [InlineData("bench locate")]
    [InlineData("bench grade")]
    [InlineData("bench fix")]
    [InlineData("grade")]
    [InlineData("eval")]
    [InlineData("merge")]
    [InlineData("completions")]
    public async Task Help_of_each_command_shows_its_options_and_examples(string command)
    {
        string[] words = command == "root" ? [] : command.Split(' ');

        var result = await Cli.RunAsync([.. words, "--help"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        GoldenFile.Matches($"help/{command.Replace(' ', '-')}.txt", result.Output);
    }

    [Fact]
    public async Task Without_arguments_I_get_the_help() =>
        Assert.Equal((await Cli.RunAsync("--help")).Output, (await Cli.RunAsync()).Output);

    [Fact]
    public async Task The_version_is_one_line()
    {
        var result = await Cli.RunAsync("--version");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+$", result.Output.TrimEnd());
    }
}
