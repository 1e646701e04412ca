using System.Diagnostics;
using System.Globalization;
using CodeRefine.Core;
using CodeRefine.Evaluation.Runs;
using static CodeRefine.Cli.Tests.FunctionSuite;

namespace CodeRefine.Cli.Tests;

/// <summary>Runs that something stopped, and that go on with the same command to the numbers of one that nothing disturbed.</summary>
[Trait("Speed", "slow")]
public sealed class InterruptedEvaluationTests : IDisposable
{
    private const int Samples = 900;
    private const int Kills = 25;
    private static readonly string[] Grade = ["grade", "suite.jsonl", "--samples", "many.jsonl", "--no-self-check", "--no-cache", "--only", "Test_0", "--workers", "2"];
    private readonly TestFolder folder = new();

    // Mostly answers that do not compile: they take a few milliseconds each and no sandbox, so that what stops a run falls among many samples.
    public InterruptedEvaluationTests() => folder.With("suite.jsonl", Suite).With("many.jsonl", string.Concat(Enumerable.Range(0, Samples).Select(i => Sample(
        "Test_0_sum",
        i % 90 == 0 ? Summed.Replace("long sum = 0", $"long sum = {i % 4 / 2}", StringComparison.Ordinal) + $"// {i}" : $"        return summ + {i};\n    }}\n"))));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_run_that_is_killed_25_times_ends_like_one_that_is_not()
    {
        await Sandboxed.RequireAsync();
        var random = new Random(20260102);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Cli.Start(new CliOptions { Folder = folder.Path }, [.. Grade, "--run", "killed.sqlite"]);
            var drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

            // One in five in its first moments, others when a number of samples more is done, so that it is never done before the last kill.
            if (kill % 5 == 4)
            {
                await Task.Delay(random.Next(100, 900));
            }
            else
            {
                await MoreAsync(process, Ended() + random.Next(1, 30));
            }

            process.Kill(entireProcessTree: false);
            await process.WaitForExitAsync();
            await drained;
            Assert.Equal(137, process.ExitCode);
        }

        Assert.InRange(Ended(), Kills, Samples - 1L);
        await IsLikeOneThatNothingDisturbedAsync(await Cli.RunAsync(new CliOptions { Folder = folder.Path }, [.. Grade, "--run", "killed.sqlite", "--json"]));
    }

    [Fact]
    public async Task A_run_whose_disk_fills_up_says_so_and_goes_on_when_there_is_room()
    {
        await Sandboxed.RequireAsync();
        Directory.CreateDirectory(folder["small"]);

        // A disk of its own, too small at first: mounts of a namespace that nobody else sees.
        var ended = await OnSmallDiskAsync($"""
            mount -t tmpfs -o size=400k small small || exit 125
            {Command("small/run.sqlite")} >first.out 2>first.err; echo $? >first.code
            mount -o remount,size=100m small || exit 125
            {Command("small/run.sqlite")} --json >second.out 2>second.err; echo $? >second.code
            """);

        Assert.True(ended == 0, File.Exists(folder["second.err"]) ? File.ReadAllText(folder["second.err"]) : "It did not run.");
        Assert.Equal("3", File.ReadAllText(folder["first.code"]).Trim());
        var said = File.ReadAllText(folder["first.err"]);
        Assert.Contains("Make room and give the same command again; nothing that was written is lost.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        var resumed = new CliResult(int.Parse(File.ReadAllText(folder["second.code"]), CultureInfo.InvariantCulture), File.ReadAllText(folder["second.out"]), File.ReadAllText(folder["second.err"]));
        Assert.Contains("it goes on: ", resumed.Error, StringComparison.Ordinal);
        await IsLikeOneThatNothingDisturbedAsync(resumed);
    }

    private static string Command(string run) => $"dotnet '{Cli.Program}' {string.Join(' ', Grade)} --run {run}";

    private async Task IsLikeOneThatNothingDisturbedAsync(CliResult resumed)
    {
        var whole = await Cli.RunAsync(new CliOptions { Folder = folder.Path }, [.. Grade, "--run", "whole.sqlite", "--json"]);

        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        foreach (var part in new[] { "passAtK", "verdicts", "kinds", "failed" })
        {
            Assert.Equal(whole.Json[part]!.ToJsonString(), resumed.Json[part]!.ToJsonString());
        }

        Assert.Equal((Samples, (int)whole.Json["samples"]!["passed"]!, 0), Counts(resumed.Json));
        Assert.Equal(Samples, (int)resumed.Json["samples"]!["planned"]!);
    }

    /// <summary>Skipped where no disk can be mounted in a namespace, failed where <c>CODEREFINE_REQUIRE_SANDBOXES=1</c>: bubblewrap needs the same of the kernel.</summary>
    private async Task<int> OnSmallDiskAsync(string script)
    {
        string[] namespaces = Environment.IsPrivilegedProcess ? ["--mount"] : ["--user", "--map-root-user", "--mount"];
        var start = new ProcessStartInfo("unshare", [.. namespaces, "--propagation", "private", "sh", "-c", script]) { WorkingDirectory = folder.Path };
        Cli.WithoutSettings(start);
        int? code = null;
        if (OperatingSystem.IsLinux())
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            code = process.ExitCode;
        }

        if (!File.Exists(folder["first.code"]))
        {
            Assert.False(Environment.GetEnvironmentVariable("CODEREFINE_REQUIRE_SANDBOXES") == "1", $"No disk could be mounted in a namespace (exit code {code}), and CODEREFINE_REQUIRE_SANDBOXES asks for it.");
            Assert.Skip("No disk can be mounted in a namespace here.");
        }

        return code!.Value;
    }

    /// <summary>Until so many samples have ended.</summary>
    private async Task MoreAsync(Process process, long samples)
    {
        for (var clock = Stopwatch.StartNew(); Ended() < samples; await Task.Delay(5))
        {
            Assert.False(process.HasExited, "It ended, and nothing had killed it.");
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), "No sample ended for a minute.");
        }
    }

    private long Ended()
    {
        if (!File.Exists(folder["killed.sqlite"]))
        {
            return 0;
        }

        try
        {
            using var reader = RunReader.Open(folder["killed.sqlite"]);
            var counts = reader.Counts();
            return counts.Judged + counts.Infrastructure;
        }
        catch (UserErrorException)
        {
            // Its tables are not there yet.
            return 0;
        }
    }
}
