using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Tests.Reports;

namespace CodeRefine.Cli.Tests;

public sealed class ReportTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task I_see_a_runs_numbers_in_a_pipe_and_as_a_document()
    {
        var run = RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header(), tasks: 12, unfinished: 3);

        var text = await Cli.RunAsync("report", run);
        Assert.True(text.ExitCode == 0, text.ToString());
        Assert.Contains("pass@k and pass^k", text.Output, StringComparison.Ordinal);
        Assert.Contains("The run is not finished: 3 of 60 samples have not ended.", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", text.Output, StringComparison.Ordinal);

        var json = await Cli.RunAsync("report", run, "--json");
        Assert.Equal("coderefine/report@1", (string?)json.Json["schema"]);
        Assert.Equal(57, (int)json.Json["report"]!["counts"]!["judged"]!);
        Assert.InRange((double)json.Json["report"]!["passAtK"]![0]!["estimate"]!["interval"]!["low"]!, 0, (double)json.Json["report"]!["passAtK"]![0]!["estimate"]!["value"]!);
        GoldenFile.Matches("json/report.json", GoldenFile.ShapeOf(json.Json));
    }

    [Fact]
    public async Task I_get_markdown_on_standard_output_and_a_page_in_a_file()
    {
        var run = RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header(), tasks: 4);

        var result = await Cli.RunAsync("report", run, "--markdown", "--html", folder["out/report.html"]);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("| k | pass@k | interval |", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", await File.ReadAllTextAsync(folder["out/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task I_see_two_runs_beside_each_other()
    {
        var first = RecordedRuns.Write(folder["a.sqlite"], RecordedRuns.Header("a"), tasks: 20);
        var second = RecordedRuns.Write(folder["b.sqlite"], RecordedRuns.Header("b") with { Strategy = "tree" }, tasks: 20, skill: 0.7, seed: 2);

        var text = await Cli.RunAsync("report", first, "--vs", second);
        Assert.True(text.ExitCode == 0, text.ToString());
        Assert.Contains("Paired differences", text.Output, StringComparison.Ordinal);
        Assert.Contains("They differ in strategy (refine and tree).", text.Output, StringComparison.Ordinal);

        var json = await Cli.RunAsync("report", first, "--vs", second, "--json");
        Assert.Equal("coderefine/comparison@1", (string?)json.Json["schema"]);
        Assert.Equal(20, json.Json["comparison"]!["paired"]!["tasks"]!.AsArray().Count);
    }

    [Fact]
    public async Task I_can_export_a_run_to_a_pipe_and_to_a_file()
    {
        var run = RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header(kind: RunKind.Grade), tasks: 3);

        var lines = await Cli.RunAsync("export", run, "--format", "human-eval-results");
        Assert.True(lines.ExitCode == 0, lines.ToString());
        Assert.Equal(15, lines.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("human-eval-results: 15 rows\n", lines.Error);

        var json = await Cli.RunAsync("export", run, "--format", "multipl-e-results", "--out", folder["results"], "--json");
        Assert.Equal(3, (int)json.Json["rows"]!);
        Assert.Equal(3, Directory.GetFiles(folder["results"], "*.results.json.gz").Length);
        GoldenFile.Matches("json/export.json", GoldenFile.ShapeOf(json.Json));
    }

    [Theory]
    [InlineData("report nothing-there", "There is no run 'nothing-there'")]
    [InlineData("report NOTES", "NOTES")]
    [InlineData("report RUN --k 0", "--k")]
    [InlineData("report RUN --level 1.5", "--level: a number from 0.5 to 0.999 is needed.")]
    [InlineData("report RUN --resamples 3", "--resamples: a whole number from 100 to 1000000 is needed.")]
    [InlineData("report RUN --markdown --json", "--markdown and --json both want standard output: use one of them.")]
    [InlineData("report RUN --vs OTHER", "a is of the suite made-up and other of made-up: they have no task in common, and there is nothing to compare.")]
    [InlineData("report RUN --html /proc/nowhere/x.html", "--html: /proc/nowhere/x.html cannot be written")]
    [InlineData("export RUN --format csvv", "--format: `csvv` is not one of ")]
    [InlineData("export RUN --format inspect", "--out: name the file to write.")]
    public async Task What_I_got_wrong_is_one_sentence(string arguments, string sentence)
    {
        folder.With("notes.txt", "This is no run.");
        var run = RecordedRuns.Write(folder["a.sqlite"], RecordedRuns.Header("a"), tasks: 2);
        var other = RecordedRuns.Write(folder["other.sqlite"], RecordedRuns.Header("other", suiteHash: "ffff"), tasks: 2, firstTask: 50);

        var result = await Cli.RunAsync(new CliOptions { Folder = folder.Path }, [.. arguments.Split(' ').Select(a => a switch { "RUN" => run, "OTHER" => other, "NOTES" => folder["notes.txt"], _ => a })]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(sentence.Replace("NOTES", folder["notes.txt"], StringComparison.Ordinal), result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'), l => l.StartsWith("error: ", StringComparison.Ordinal));
    }
}
