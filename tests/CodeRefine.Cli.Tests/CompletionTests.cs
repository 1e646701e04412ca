using System.Diagnostics;

namespace CodeRefine.Cli.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("coderefine so", "solve")]
    [InlineData("coderefine solve --sandbox ", "bubblewrap")]
    [InlineData("coderefine solve --proposer ", "repair")]
    [InlineData("coderefine sandbox ", "status")]
    [InlineData("coderefine solve --max", "--max-tokens")]
    public async Task What_may_follow_is_suggested(string line, string suggested)
    {
        var result = await Cli.RunAsync($"[suggest:{line.Length}]", line);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(suggested, result.Output.Split('\n', StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Each_shell_gets_a_script_that_it_can_read(string shell)
    {
        var script = await Cli.RunAsync("completions", shell);

        Assert.Equal(0, script.ExitCode);
        Assert.Contains("coderefine", script.Output, StringComparison.Ordinal);
        Assert.Equal(script.Output, (string?)(await Cli.RunAsync("completions", shell, "--json")).Json["script"]);
    }

    [Fact]
    public async Task Bash_completes_with_it()
    {
        using var folder = new TestFolder();
        folder.With("completions.bash", (await Cli.RunAsync("completions", "bash")).Output);
        var script = $$"""
            coderefine() { dotnet '{{Cli.Program}}' "$@"; }
            source ./completions.bash
            COMP_WORDS=(coderefine sol) COMP_CWORD=1 COMP_LINE='coderefine sol' COMP_POINT=14
            _coderefine_completions
            printf '%s\n' "${COMPREPLY[@]}"
            """;

        using var bash = Process.Start(new ProcessStartInfo("bash", ["--norc", "-c", script]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true })!;
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();

        Assert.Equal("solve", output.Trim());
    }
}
