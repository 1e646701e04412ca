using System.Diagnostics;
using System.Text.Json;

namespace CodeRefine.Cli.Tests;

/// <summary>A batch of issues that is killed, and that goes on with the same command to the predictions of one that nothing disturbed.</summary>
[Trait("Speed", "slow")]
public sealed class InterruptedBatchTests : IDisposable
{
    private const string Project = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup><ItemGroup>{0}</ItemGroup></Project>""";
    private const string Packages = """<PackageReference Include="xunit" Version="2.9.3" /><PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" /><PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.1" />""";
    private const string Sound = "namespace Ages;\n\npublic static class Age\n{\n    public static bool IsAdult(int years) => years >= 18;\n\n    public static int Next(int years) => years + 1;\n\n    public static int Older(int a, int b) => a > b ? a : b;\n}\n";
    private static readonly (string Right, string Wrong)[] faults = [("years >= 18", "years > 18"), ("years + 1", "years - 1"), ("a > b", "a < b")];
    private readonly TestFolder folder = new();
    private readonly TestFolder state = new();

    public InterruptedBatchTests()
    {
        File.SetUnixFileMode(state.Path, (UnixFileMode)0b111_101_101);
        folder
            .With("clone/Ages/Ages.csproj", Project.Replace("{0}", "", StringComparison.Ordinal))
            .With("clone/Ages.Tests/Ages.Tests.csproj", Project.Replace("{0}", """<ProjectReference Include="../Ages/Ages.csproj" />""" + Packages, StringComparison.Ordinal))
            .With("clone/Ages.Tests/AgeTests.cs", "using Xunit;\n\nnamespace Ages.Tests;\n\npublic class AgeTests\n{\n    [Theory]\n    [InlineData(17, false)]\n    [InlineData(18, true)]\n    public void Adult(int years, bool adult) => Assert.Equal(adult, Age.IsAdult(years));\n\n    [Fact]\n    public void Next() => Assert.Equal(5, Age.Next(4));\n\n    [Fact]\n    public void Older() => Assert.Equal(7, Age.Older(7, 3));\n}\n");
    }

    public void Dispose()
    {
        folder.Dispose();
        state.Dispose();
    }

    [Fact]
    public async Task A_batch_that_is_killed_ends_with_the_predictions_of_one_that_is_not_and_does_nothing_twice()
    {
        await Sandboxed.RequireAsync();
        folder.With("rows.jsonl", await RowsAsync());

        using (var process = Cli.Start(new CliOptions(), Batch("killed")))
        {
            var drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await FirstEndedAsync(process);
            process.Kill(entireProcessTree: false);
            await process.WaitForExitAsync();
            await drained;
            Assert.Equal(137, process.ExitCode);
        }

        Assert.InRange(Entries("killed").Count, 1, faults.Length - 1);
        var done = Entries("killed").ConvertAll(e => (Log: folder[$"killed/logs/{e}.log"], Written: File.GetLastWriteTimeUtc(folder[$"killed/logs/{e}.log"])));

        // Several repositories, loaded and built one after the other.
        var patient = new CliOptions { Patience = TimeSpan.FromMinutes(10) };
        var resumed = await Cli.RunAsync(patient, [.. Batch("killed"), "--json"]);
        var whole = await Cli.RunAsync(patient, [.. Batch("whole"), "--json"]);

        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.True(whole.ExitCode == 0, whole.ToString());
        Assert.Equal(File.ReadAllText(folder["whole/predictions.jsonl"]), File.ReadAllText(folder["killed/predictions.jsonl"]));
        Assert.All(File.ReadLines(folder["whole/predictions.jsonl"]), l => Assert.NotEqual("", JsonDocument.Parse(l).RootElement.GetProperty("model_patch").GetString()));
        Assert.Equal(["ages__ages-0", "ages__ages-1", "ages__ages-2"], Entries("killed"));
        Assert.All(done, d => Assert.Equal(d.Written, File.GetLastWriteTimeUtc(d.Log)));
    }

    private string[] Batch(string name) => ["fix", "--instances", folder["rows.jsonl"], "--repo", folder["clone"], "--out", folder[name], "--no-judge", "--state", state.Path];

    /// <summary>One commit for each fault, and a row for each commit.</summary>
    private async Task<string> RowsAsync()
    {
        await folder.GitAsync("init", "--quiet", "clone");
        var rows = "";
        for (var i = 0; i < faults.Length; i++)
        {
            folder.With("clone/Ages/Age.cs", Sound.Replace(faults[i].Right, faults[i].Wrong, StringComparison.Ordinal));
            await folder.GitAsync("-C", "clone", "add", "--all");
            await folder.GitAsync("-C", "clone", "-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "--quiet", "-m", $"fault {i}");
            var commit = (await folder.GitAsync("-C", "clone", "rev-parse", "HEAD")).Trim();
            rows += JsonSerializer.Serialize(new { instance_id = $"ages__ages-{i}", repo = "ages/ages", base_commit = commit, problem_statement = "Age gives wrong answers", patch = "" }) + "\n";
        }

        return rows;
    }

    private async Task FirstEndedAsync(Process process)
    {
        for (var clock = Stopwatch.StartNew(); Entries("killed").Count == 0; await Task.Delay(20))
        {
            Assert.False(process.HasExited, "It ended, and nothing had killed it.");
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "No instance ended for two minutes.");
        }
    }

    /// <summary>Instances in the journal, in the order in which they ended; the first line is its head, and a line without an end is none.</summary>
    private List<string> Entries(string name)
    {
        if (!File.Exists(folder[$"{name}/journal.jsonl"]))
        {
            return [];
        }

        using var file = new FileStream(folder[$"{name}/journal.jsonl"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n')[..^1].Skip(1).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("instance_id").GetString()!)];
    }
}
