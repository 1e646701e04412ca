using System.Text.Json.Nodes;

namespace CodeRefine.Cli.Tests;

/// <summary>Evidence without a run: traces of failing checks, and generated checks.</summary>
public sealed class EvidenceTests
{
    [Theory]
    [InlineData("05-wrong-operator")]
    [InlineData("07-past-the-end")]
    [InlineData("08-endless-search")]
    public async Task A_trace_shows_a_wrong_answer_an_exception_and_a_hang_beside_the_source(string task)
    {
        await Sandboxed.RequireAsync();

        var result = await Cli.RunAsync("trace", System.IO.Path.Combine(Cli.RepositoryRoot, "tasks", task));

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Empty(result.Error);
        GoldenFile.Matches($"traces/{task}.txt", result.Output);
    }

    [Fact]
    public async Task I_can_trace_a_check_by_name_and_read_the_document()
    {
        await Sandboxed.RequireAsync();
        var folder = System.IO.Path.Combine(Cli.RepositoryRoot, "tasks", "05-wrong-operator");

        var result = await Cli.RunAsync("trace", folder, "--check", "common_year", "--json");
        var wrong = await Cli.RunAsync("trace", folder, "--check", "no-such-check");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("CalendarTests.A_common_year_has_365_days", (string?)result.Json["check"]);
        Assert.Equal("Passed", (string?)result.Json["end"]!["kind"]);
        GoldenFile.Matches("json/trace.json", GoldenFile.ShapeOf(result.Json));
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("No check is named 'no-such-check'", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task I_can_see_which_checks_would_be_generated_and_which_of_them_the_code_breaks()
    {
        await Sandboxed.RequireAsync();

        var result = await Cli.RunAsync("checks", System.IO.Path.Combine(Cli.RepositoryRoot, "tasks", "07-past-the-end"), "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        var never = Assert.Single(result.Json["checks"]!.AsArray(), c => (string?)c!["provenance"]!["detail"] == "never-throws")!;
        Assert.Equal("Kept", (string?)never["status"]);
        Assert.False((bool?)never["holds"]);
        Assert.Equal("[0]", (string?)never["counterexample"]!["inputs"]!.AsArray()[0]);
        Assert.Contains(result.Json["checks"]!.AsArray(), c => (string?)c!["kind"] == "Regression");
        GoldenFile.Matches("json/checks.json", GoldenFile.ShapeOf(new JsonObject(result.Json.Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())))));
        Assert.Contains("generated", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_traces_on_the_critique_tells_how_it_ran()
    {
        await Sandboxed.RequireAsync();
        using var folder = TestFolder.OfTask("05-wrong-operator");

        var result = await Cli.RunAsync("solve", folder.Path, "--attempts", "0", "--traces", "on", "--dry-run", "--json");

        Assert.True(result.ExitCode == 1, result.ToString());
        var shown = await Cli.RunAsync("show", "last", "0", "--folder", folder.Path);
        Assert.Contains("The last steps of", shown.Output, StringComparison.Ordinal);
        Assert.Contains("year % 400 == 0                                   | no", shown.Output, StringComparison.Ordinal);
        Assert.Contains("trace of CalendarTests.Every_fourth_year_is_a_leap_year_but_for_centuries: 5 steps, Expected True, got False.", shown.Output, StringComparison.Ordinal);
        var log = await Cli.RunAsync("log", "last", "--folder", folder.Path, "--json");
        Assert.Equal("trace of CalendarTests.Every_fourth_year_is_a_leap_year_but_for_centuries: 5 steps, Expected True, got False.", (string?)log.Json["entries"]![0]!["evidence"]![0]);
    }
}
