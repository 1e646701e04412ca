using System.Diagnostics;
using CodeRefine.Repositories.Processes;

namespace CodeRefine.Repositories.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static Command Shell(string script) => new Command("sh").WithArguments("-c", script);

    [Fact]
    public async Task I_get_what_a_child_wrote_and_its_exit_code()
    {
        var result = await Shell("echo out; echo err >&2; exit 3").ExecuteAsync(default);
        Assert.Equal((3, "out\n", "err\n", false), (result.ExitCode, result.Output, result.Error, result.Truncated));
    }

    [Fact]
    public async Task A_child_that_must_succeed_says_why_it_did_not()
    {
        var failed = await Assert.ThrowsAsync<CommandFailedException>(() => Shell("echo 'no such thing' >&2; exit 2").ExecuteSuccessfullyAsync(default));
        Assert.Contains("ended with exit code 2: no such thing", failed.Message, StringComparison.Ordinal);
        Assert.Equal(2, failed.Result.ExitCode);
    }

    [Fact]
    public async Task A_child_sees_no_variable_that_was_not_named()
    {
        Environment.SetEnvironmentVariable("CODEREFINE_TEST_KEY", "secret");
        try
        {
            var hidden = await Shell("echo \"[$CODEREFINE_TEST_KEY][$HOME][$MINE]\"").WithEnvironment("MINE", "m").ExecuteAsync(default);
            Assert.Equal("[][][m]\n", hidden.Output);
            var passed = await Shell("echo \"$CODEREFINE_TEST_KEY\"").WithInheritedEnvironment("PATH", "CODEREFINE_TEST_KEY").ExecuteAsync(default);
            Assert.Equal("secret\n", passed.Output);
        }
        finally
        {
            Environment.SetEnvironmentVariable("CODEREFINE_TEST_KEY", null);
        }
    }

    [Fact]
    public async Task Input_arrives_whole_and_a_child_that_does_not_read_it_is_no_error()
    {
        var input = new byte[1 << 20];
        Array.Fill(input, (byte)'x');
        Assert.Equal("1048576", (await Shell("wc -c | tr -d ' '").WithInput(input).ExecuteAsync(default)).Output.Trim());
        Assert.Equal(0, (await Shell("exit 0").WithInput(input).ExecuteAsync(default)).ExitCode);
        Assert.Equal("", (await new Command("cat").ExecuteAsync(default)).Output);
    }

    [Fact]
    public async Task A_flood_of_output_is_cut_and_read_away()
    {
        var result = await Shell("head -c 3000000 /dev/zero; echo done >&2").WithOutputLimit(1000).ExecuteAsync(default);
        Assert.Equal((1000, true, "done\n"), (result.OutputBytes.Length, result.Truncated, result.Error));
    }

    [Fact]
    public async Task A_working_directory_and_odd_arguments_are_kept()
    {
        var result = await new Command("sh").WithArguments("-c", "pwd; printf '%s|' \"$@\"", "sh", "a b", "", "\"q\"", "$HOME").WithWorkingDirectory(folder.Path).ExecuteAsync(default);
        Assert.EndsWith(Path.GetFileName(folder.Path) + "\na b||\"q\"|$HOME|", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_program_is_named()
    {
        var missing = await Assert.ThrowsAsync<CommandNotStartedException>(() => new Command("no-such-program").ExecuteAsync(default));
        Assert.Equal("no-such-program", missing.Program);
    }

    [Fact]
    public async Task Graceful_cancellation_lets_a_child_clean_up()
    {
        using var graceful = new CancellationTokenSource();
        var run = Shell($"trap 'echo cleaned > {folder["trace"]}; exit 0' TERM; echo x > {folder["ready"]}; while :; do sleep 0.05; done").ExecuteAsync(default, graceful.Token);
        await ReadyAsync();
        await graceful.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal("cleaned\n", File.ReadAllText(folder["trace"]));
    }

    [Fact]
    public async Task Forceful_cancellation_ends_a_child_and_its_children()
    {
        using var forceful = new CancellationTokenSource();
        var run = Shell($"trap '' INT TERM; sleep 600 & echo $! > {folder["pid"]}; echo x > {folder["ready"]}; wait").ExecuteAsync(forceful.Token);
        await ReadyAsync();
        var child = int.Parse(File.ReadAllText(folder["pid"]), System.Globalization.CultureInfo.InvariantCulture);
        await forceful.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.True(await GoneAsync(child));
    }

    [Fact]
    public async Task A_grandchild_that_keeps_the_output_open_is_not_waited_for()
    {
        var result = await Shell($"sleep 600 & echo $! > {folder["pid"]}; echo done").ExecuteAsync(default);
        using var grandchild = Process.GetProcessById(int.Parse(File.ReadAllText(folder["pid"]), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("done\n", result.Output);
        Assert.False(grandchild.HasExited);
        grandchild.Kill();
    }

    private async Task ReadyAsync()
    {
        while (!File.Exists(folder["ready"]))
        {
            await Task.Delay(5);
        }
    }

    private static async Task<bool> GoneAsync(int id)
    {
        for (var i = 0; i < 200; i++)
        {
            if (!File.Exists($"/proc/{id}/stat") || File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal))
            {
                return true;
            }

            await Task.Delay(10);
        }

        return false;
    }
}
