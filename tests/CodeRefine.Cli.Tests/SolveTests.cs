using System.Diagnostics;
using System.Text.Json.Nodes;
using CodeRefine.Models.Tests.Servers;

namespace CodeRefine.Cli.Tests;

public sealed class SolveTests
{
    private const string Broken = "namespace Sums;\n\npublic static class Sum\n{\n    public static int Of(int a, int b) => a - b;\n}\n";
    private const string Right = "namespace Sums;\n\npublic static class Sum\n{\n    public static int Of(int a, int b) => a + b;\n}\n";
    private const string Tests = "using Sums;\nusing Xunit;\n\npublic class SumTests\n{\n    [Fact]\n    public void Adds() => Assert.Equal(5, Sum.Of(2, 3));\n\n    [Fact]\n    public void Nothing_stays() => Assert.Equal(2, Sum.Of(2, 0));\n}\n";
    private const string Hidden = "using Sums;\nusing Xunit;\n\npublic class SumHiddenTests\n{\n    [Fact]\n    public void Adds_negatives() => Assert.Equal(-5, Sum.Of(-2, -3));\n}\n";

    [Fact]
    public async Task A_task_is_solved_with_no_model_and_the_solution_is_in_the_folder()
    {
        await Sandboxed.RequireAsync();
        using var task = Task();

        var result = await Cli.RunAsync("solve", task.Path, "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(Right, File.ReadAllText(task["Sum.cs"]));
        Assert.Equal("solved", (string?)result.Json["outcome"]);
        Assert.Equal("passed", (string?)result.Json["grade"]!["outcome"]);
        Assert.DoesNotContain('\u001b', result.Error);
        GoldenFile.Matches("json/solve.json", GoldenFile.ShapeOf(result.Json, "outcome", "exitCode", "best.verdict", "grade.outcome", "setUp.proposer"));
        Assert.Equal("*\n", File.ReadAllText(task[".coderefine/.gitignore"]));
        var run = (string)result.Json["run"]!;
        Assert.Equal("solved", (string?)JsonNode.Parse(File.ReadAllText(task[$".coderefine/runs/{run}/result.json"]))!["outcome"]);
    }

    [Fact]
    public async Task What_was_done_is_told_and_kept_in_the_history()
    {
        await Sandboxed.RequireAsync();
        using var task = Task();

        var solve = await Cli.RunAsync("solve", task.Path, "--dry-run");

        Assert.True(solve.ExitCode == 0, solve.ToString());
        Assert.Equal(Broken, File.ReadAllText(task["Sum.cs"]));
        Assert.DoesNotContain('\u001b', solve.Output);
        Assert.Contains("solved", solve.Output, StringComparison.Ordinal);
        Assert.Contains("+    public static int Of(int a, int b) => a + b;", solve.Output, StringComparison.Ordinal);
        Assert.Contains("| git apply", solve.Output, StringComparison.Ordinal);

        var runs = await Cli.RunAsync("runs", task.Path, "--json");
        GoldenFile.Matches("json/runs.json", GoldenFile.ShapeOf(runs.Json, "runs[].outcome"));
        var log = await Cli.RunAsync("log", "--folder", task.Path, "--json");
        GoldenFile.Matches("json/log.json", GoldenFile.ShapeOf(log.Json, "outcome"));
        var show = await Cli.RunAsync("show", "last", "best", "--folder", task.Path, "--json");
        Assert.Equal("Passed", (string?)show.Json["entry"]!["verdict"]);
        GoldenFile.Matches("json/show.json", GoldenFile.ShapeOf(show.Json));
        var diff = await Cli.RunAsync("diff", "last", "--folder", task.Path, "--json");
        GoldenFile.Matches("json/diff.json", GoldenFile.ShapeOf(diff.Json));
        Assert.Equal((string?)diff.Json["diff"], (await Cli.RunAsync("diff", "--folder", task.Path)).Output);
    }

    [Fact]
    public async Task An_unsolved_task_s_folder_is_left_alone_and_out_gets_the_best_attempt()
    {
        await Sandboxed.RequireAsync();
        using var task = Task(source: "namespace Sums;\n\npublic static class Sum\n{\n    public static int Of(int a, int b) => throw new System.NotImplementedException();\n}\n");
        using var elsewhere = new TestFolder();

        var result = await Cli.RunAsync("solve", task.Path, "--proposer", "repair", "--attempts", "1", "--max-verdicts", "30", "--out", elsewhere["best"], "--json");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal("not-solved", (string?)result.Json["outcome"]);
        Assert.Contains("NotImplementedException", File.ReadAllText(task["Sum.cs"]), StringComparison.Ordinal);
        Assert.True(File.Exists(elsewhere["best/Sum.cs"]));
    }

    [Fact]
    public async Task A_model_s_answer_solves_and_the_run_replays_without_a_server()
    {
        await Sandboxed.RequireAsync();
        using var task = Task();
        string[] chat = ["--proposer", "chat", "--model", "ollama:coder", "--dry-run", "--json"];
        CliResult first;
        await using (var server = Ollama.Serve(Ollama.Says($"Here it is:\n```csharp\n{Right}```\n")))
        {
            first = await Cli.RunAsync(["solve", task.Path, .. chat, "--base-url", server.Url.ToString()]);
        }

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Equal(1, (int?)first.Json["cost"]!["modelCalls"]);

        var second = await Cli.RunAsync(["solve", task.Path, .. chat, "--base-url", LoopbackServer.NobodyThere().ToString(), "--replay", "last"]);

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal((string?)first.Json["solution"]!["diff"], (string?)second.Json["solution"]!["diff"]);
        Assert.Equal((string?)first.Json["best"]!["summary"], (string?)second.Json["best"]!["summary"]);
    }

    [Fact]
    public async Task An_unreachable_model_is_the_environment_s_fault_and_nothing_is_lost()
    {
        await Sandboxed.RequireAsync();
        using var task = Task();

        var result = await Cli.RunAsync("solve", task.Path, "--proposer", "chat", "--model", "ollama:coder", "--base-url", LoopbackServer.NobodyThere().ToString(), "--json");

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Equal("failed", (string?)result.Json["outcome"]);
        Assert.NotNull(result.Json["best"]);
        Assert.Contains("error: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task I_can_cancel_a_run_keep_its_best_and_resume_it()
    {
        await Sandboxed.RequireAsync();
        using var task = Task();
        await using (var silent = Ollama.Serve((_, reply) => reply.HangAsync()))
        {
            using var process = Cli.Start(new CliOptions(), "solve", task.Path, "--proposer", "chat", "--model", "ollama:coder", "--base-url", silent.Url.ToString(), "--json");
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            while (!silent.Requests.Any(r => r.Path == "/api/chat") && !process.HasExited)
            {
                await System.Threading.Tasks.Task.Delay(50);
            }

            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
            await process.WaitForExitAsync();
            var cancelled = new CliResult(process.ExitCode, await output, await error);
            Assert.True(cancelled.ExitCode == 130, cancelled.ToString());
            Assert.Equal("cancelled", (string?)cancelled.Json["outcome"]);
            Assert.Equal(0, (int?)cancelled.Json["best"]!["attempt"]);
        }

        await using var server = Ollama.Serve(Ollama.Says($"```csharp\n{Right}```\n"));
        var resumed = await Cli.RunAsync("resume", "--folder", task.Path, "--base-url", server.Url.ToString(), "--json");

        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal("solved", (string?)resumed.Json["outcome"]);
        Assert.Equal(Right, File.ReadAllText(task["Sum.cs"]));
    }

    [Fact]
    public async Task What_was_proposed_before_is_not_asked_for_again()
    {
        await Sandboxed.RequireAsync();
        using var task = Task();
        var wrong = Broken.Replace("a - b", "a * b", StringComparison.Ordinal);
        var asked = 0;
        await using var server = Ollama.Serve((request, reply) => Ollama.Says($"```csharp\n{(Interlocked.Increment(ref asked) == 1 ? wrong : Right)}```\n")(request, reply));

        var first = await Cli.RunAsync("solve", task.Path, "--proposer", "chat", "--model", "ollama:coder", "--base-url", server.Url.ToString(), "--attempts", "1", "--json");
        Assert.True(first.ExitCode == 1, first.ToString());
        var second = await Cli.RunAsync("resume", "--folder", task.Path, "--base-url", server.Url.ToString(), "--attempts", "4", "--json");

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(2, asked);
        Assert.Equal(2, (int?)second.Json["cost"]!["modelCalls"]);
        Assert.Equal((string?)first.Json["nodes"]![1]!["id"], (string?)second.Json["nodes"]![1]!["id"]);
    }

    [Fact]
    public async Task A_state_folder_of_its_own_leaves_the_task_s_folder_as_it_is()
    {
        await Sandboxed.RequireAsync();
        using var task = Task();
        using var state = new TestFolder();

        var result = await Cli.RunAsync("solve", task.Path, "--dry-run", "--state", state["runs"]);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.False(Directory.Exists(task[".coderefine"]));
        Assert.Equal(0, (await Cli.RunAsync("log", "--folder", task.Path, "--state", state["runs"])).ExitCode);
    }

    [Fact]
    public async Task Tests_that_do_not_compile_by_themselves_are_the_input_s_fault()
    {
        await Sandboxed.RequireAsync();
        using var task = Task().With("tests/SumTests.cs", Tests.Replace("Sum.Of(2, 3))", "Sum.Of(2, 3)", StringComparison.Ordinal));

        var result = await Cli.RunAsync("solve", task.Path);

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("The tests do not compile by themselves", result.Error, StringComparison.Ordinal);
        Assert.Contains("tests/SumTests.cs", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_says_the_verdict_and_changes_nothing()
    {
        await Sandboxed.RequireAsync();
        using var task = Task();

        var failed = await Cli.RunAsync("verify", task.Path, "--json");
        Assert.True(failed.ExitCode == 1, failed.ToString());
        Assert.Equal("CheckFailed", (string?)failed.Json["verdict"]);
        Assert.False(Directory.Exists(task[".coderefine"]));
        GoldenFile.Matches("json/verify.json", GoldenFile.ShapeOf(failed.Json, "verdict", "exitCode", "checks[].status"));

        task.With("Sum.cs", Right);
        var passed = await Cli.RunAsync("verify", task.Path);
        Assert.True(passed.ExitCode == 0, passed.ToString());
        Assert.Contains("passed  2 of 2 checks pass", passed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', passed.Output);
    }

    [Fact]
    public async Task Doctor_and_status_say_what_this_machine_has()
    {
        await Sandboxed.RequireAsync();

        var doctor = await Cli.RunAsync("doctor", "--json");
        Assert.True(doctor.ExitCode == 0, doctor.ToString());
        Assert.Contains(doctor.Json["items"]!.AsArray(), i => (string?)i!["name"] == "git" && (string?)i["status"] == "ok");
        GoldenFile.Matches("json/doctor.json", GoldenFile.ShapeOf(doctor.Json));
        var status = await Cli.RunAsync("sandbox", "status", "--json");
        Assert.NotNull((string?)status.Json["auto"]);
        GoldenFile.Matches("json/sandbox-status.json", GoldenFile.ShapeOf(status.Json, "sandboxes[].name"));
    }

    private static TestFolder Task(string source = Broken) => new TestFolder()
        .With("README.md", "# Sum\n\n`Sum.Of` adds two numbers.\n")
        .With("Sum.cs", source)
        .With("tests/SumTests.cs", Tests)
        .With("hidden/SumHiddenTests.cs", Hidden);
}
