using System.IO.Compression;
using System.Text.Json.Nodes;
using CodeRefine.Core;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Exports;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;
using CodeRefine.Evaluation.Tests.Reports;

namespace CodeRefine.Evaluation.Tests.Exports;

/// <summary>Each form against the fields that its own program documents.</summary>
public sealed class HarnessExportTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly RunReader evaluated, graded;

    public HarnessExportTests()
    {
        evaluated = RunReader.Open(RecordedRuns.Write(folder["eval.sqlite"], RecordedRuns.Header(samples: 3) with { Ks = [1, 3] }, tasks: 6, change: Mixed));
        graded = RunReader.Open(RecordedRuns.Write(folder["grade.sqlite"], RecordedRuns.Header("graded", RunKind.Grade, samples: 3) with { Ks = [1, 3] }, tasks: 6, change: Mixed));
    }

    public void Dispose()
    {
        evaluated.Dispose();
        graded.Dispose();
        folder.Dispose();
    }

    /// <summary>One sample times out, one is the machine's fault.</summary>
    private static SampleRecord Mixed(SampleRecord s) => (s.TaskId, s.Sample) switch
    {
        ("HumanEval_1_task", 0) => s with { Passed = false, Verdict = VerdictKind.TimedOut, SolvedBy = SolvedBy.Nobody, Explanation = "ran longer than 5 s" },
        ("HumanEval_2_task", 1) => s with { Passed = false, Verdict = null, Outcome = SampleOutcome.Infrastructure, Explanation = "the sandbox failed" },
        ("HumanEval_3_task", 0) => s with { Explanation = s.Passed ? "" : "=cmd|'/c calc'!A1, \"quoted\"" },
        _ => s,
    };

    [Fact]
    public void Human_evals_samples_are_what_was_graded()
    {
        var rows = Exported.Of("human-eval-samples", graded).Lines;

        Assert.Equal(18, rows.Count);
        Assert.All(rows, r => Shape.Holds(r, "task_id:text completion:text"));
        Assert.Equal("```csharp\n        return x * 1;\n```", (string?)rows[1]["completion"]);
    }

    [Fact]
    public void Human_evals_results_say_passed_timed_out_or_failed()
    {
        var exported = Exported.Of("human-eval-results", evaluated);

        Assert.All(exported.Lines, r => Shape.Holds(r, "task_id:text completion:text result:text passed:bool"));
        Assert.All(exported.Lines, r => Assert.Equal((bool)r["passed"]!, (string?)r["result"] == "passed"));
        Assert.All(exported.Lines, r => Assert.Matches("^(passed|timed out|failed: .*)$", (string)r["result"]!));
        Assert.Contains(exported.Lines, r => (string?)r["result"] == "timed out");
        Assert.Equal(17, exported.Lines.Count);
        Assert.Equal("1 sample that could not be judged for the machine's sake", exported.Summary.LeftOut);
    }

    [Fact]
    public void Evalpluss_forms_hold_whole_programs()
    {
        Assert.All(Exported.Of("evalplus-samples", evaluated).Lines, r => Shape.Holds(r, "task_id:text solution:text"));
        Assert.All(Exported.Of("evalplus-samples", evaluated).Lines, r => Assert.StartsWith("class Problem", (string)r["solution"]!, StringComparison.Ordinal));

        var results = JsonNode.Parse(Exported.Of("evalplus-results", evaluated).Text)!;
        Shape.Holds(results, "date:text hash:text eval:object pass_at_k:object");
        Assert.Equal("2026-11-28 09:00", (string?)results["date"]);
        Assert.Equal(6, results["eval"]!.AsObject().Count);
        foreach (var (id, entries) in results["eval"]!.AsObject())
        {
            Assert.All(entries!.AsArray(), e => Shape.Holds(e, "task_id:text solution:text base_status:text plus_status:null base_fail_tests:array plus_fail_tests:array"));
            Assert.All(entries!.AsArray(), e => Assert.Equal(id, (string?)e!["task_id"]));
            Assert.All(entries!.AsArray(), e => Assert.Contains((string?)e!["base_status"], new[] { "pass", "fail", "timeout" }));
        }

        // Its own pass@k, from its own statuses: pass@3 is left out, for one task has two judged samples only.
        var counts = results["eval"]!.AsObject().Select(t => new TaskCount(t.Key, t.Value!.AsArray().Count, t.Value!.AsArray().Count(e => (string?)e!["base_status"] == "pass"))).ToList();
        Assert.Equal(counts.Average(c => (double)c.Passed / c.Samples), (double)results["pass_at_k"]!["base"]!["pass@1"]!, 12);
        Assert.Single(results["pass_at_k"]!["base"]!.AsObject());
    }

    [Fact]
    public void MultiPLEs_results_are_a_packed_file_for_each_problem()
    {
        var exported = Exported.Of("multipl-e-results", graded);

        Assert.Equal(6, exported.Summary.Rows);
        Assert.Equal([.. Enumerable.Range(0, 6).Select(i => $"HumanEval_{i}_task.results.json.gz")], exported.Files.Keys.Order(StringComparer.Ordinal));
        foreach (var (_, bytes) in exported.Files)
        {
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            var problem = JsonNode.Parse(gzip)!;
            Shape.Holds(problem, "name:text language:text prompt:text doctests:text original:text prompt_terminology:text tests:text stop_tokens:array results:array");
            Assert.All(problem["results"]!.AsArray(), r => Shape.Holds(r, "program:text stdout:text stderr:text exit_code:number status:text timestamp:number"));
            Assert.All(problem["results"]!.AsArray(), r => Assert.Contains((string?)r!["status"], new[] { "OK", "SyntaxError", "Exception", "Timeout" }));
            Assert.All(problem["results"]!.AsArray(), r => Assert.Equal((string?)r!["status"] == "OK", (int)r["exit_code"]! == 0));
        }
    }

    [Fact]
    public void A_run_on_folders_has_no_MultiPLE_form_and_says_why()
    {
        using var reader = RunReader.Open(Rowless());

        Assert.Equal("multipl-e-results: HumanEval_0_task is no row of a MultiPL-E suite (one has name, language, prompt and tests).", Assert.Throws<UserErrorException>(() => Exported.Of("multipl-e-results", reader)).Message);
    }

    [Fact]
    public void SWE_benchs_predictions_are_patches_that_git_applies()
    {
        var exported = Exported.Of("swe-bench-predictions", evaluated);

        Assert.Equal(6, exported.Lines.Count);
        Assert.Equal("12 further samples of the same tasks: there is one prediction an instance", exported.Summary.LeftOut);
        Assert.All(exported.Lines, r => Shape.Holds(r, "instance_id:text model_name_or_path:text model_patch:text"));
        using var repository = new TestFolder();
        repository.Write("Problem.cs", RecordedRuns.Start(0)["Problem.cs"].Text);
        repository.Write("patch", (string)exported.Lines[0]["model_patch"]!);
        using var git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", ["apply", "patch"]) { WorkingDirectory = repository.Path })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }

    [Fact]
    public void SWE_benchs_report_has_its_counts_and_ids_in_version_2()
    {
        var report = JsonNode.Parse(Exported.Of("swe-bench-report", evaluated).Text)!;

        Shape.Holds(report, "total_instances:number submitted_instances:number completed_instances:number resolved_instances:number unresolved_instances:number empty_patch_instances:number error_instances:number "
            + "completed_ids:array incomplete_ids:array empty_patch_ids:array submitted_ids:array resolved_ids:array unresolved_ids:array error_ids:array schema_version:number");
        Assert.Equal(2, (int)report["schema_version"]!);
        foreach (var name in new[] { "submitted", "completed", "resolved", "unresolved", "empty_patch", "error" })
        {
            Assert.Equal((int)report[$"{name}_instances"]!, report[$"{name}_ids"]!.AsArray().Count);
        }

        Assert.Equal((int)report["completed_instances"]!, (int)report["resolved_instances"]! + (int)report["unresolved_instances"]!);
        Assert.Equal((int)report["submitted_instances"]!, (int)report["completed_instances"]! + (int)report["empty_patch_instances"]! + (int)report["error_instances"]!);
        Assert.Equal(6, (int)report["total_instances"]!);
    }

    /// <summary>Fields of inspect_ai's EvalLog, EvalSpec, EvalSample, EvalSampleSummary, Score, EvalResults and EvalStats, version 2.</summary>
    [Fact]
    public void Inspects_log_is_a_zip_of_its_documents()
    {
        using var zip = new ZipArchive(new MemoryStream(Exported.Of("inspect", evaluated).Bytes));
        var header = Read(zip, "header.json");
        Shape.Holds(header, "version:number status:text eval:object plan:object results:object stats:object invalidated:bool");
        Assert.Equal((2, "success"), ((int)header["version"]!, (string)header["status"]!));
        Shape.Holds(header["eval"], "eval_id:text run_id:text created:text task:text task_id:text task_version:text task_attribs:object task_args:object solver:text solver_args:object dataset:object sandbox:object model:text model_generate_config:object model_args:object config:object packages:object metadata:object scorers:array");
        Shape.Holds(header["eval"]!["dataset"], "name:text samples:number sample_ids:array shuffled:bool");
        Shape.Holds(header["plan"], "name:text steps:array config:object");
        Shape.Holds(header["results"], "total_samples:number completed_samples:number scores:array");
        Shape.Holds(header["results"]!["scores"]![0], "name:text scorer:text scored_samples:number unscored_samples:number params:object metrics:object");
        Shape.Holds(header["stats"], "started_at:text completed_at:text model_usage:object");
        Shape.Holds(header["stats"]!["model_usage"]!["ollama/qwen2.5-coder:7b"], "input_tokens:number output_tokens:number total_tokens:number total_cost:number");
        Shape.Holds(Read(zip, "_journal/start.json"), "version:number eval:object plan:object");

        var summaries = JsonNode.Parse(Text(zip, "summaries.json"))!.AsArray();
        Assert.Equal(Text(zip, "summaries.json"), Text(zip, "_journal/summaries/1.json"));
        Assert.Equal(18, summaries.Count);
        Assert.All(summaries, s => Shape.Holds(s, "id:text epoch:number input:text target:text scores:object? metadata:object model_usage:object started_at:text completed_at:text total_time:number working_time:number uuid:text error:text? retries:number completed:bool turn_count:number"));
        foreach (var summary in summaries)
        {
            var sample = Read(zip, $"samples/{summary!["id"]}_epoch_{summary["epoch"]}.json");
            Shape.Holds(sample, "id:text epoch:number input:text target:text sandbox:object messages:array output:object scores:object? metadata:object store:object events:array model_usage:object started_at:text completed_at:text total_time:number working_time:number uuid:text error:object? attachments:object");
            Assert.All(sample["messages"]!.AsArray(), m => Shape.Holds(m, "content:text role:text"));
            Shape.Holds(sample["output"], "model:text choices:array completion:text");
            Assert.Equal(sample["error"] is null, sample["scores"] is not null);
            if (sample["scores"]?["held_back_checks"] is { } score)
            {
                Shape.Holds(score, "value:text explanation:text metadata:object history:array");
                Assert.Contains((string?)score["value"], new[] { "C", "I" });
            }
        }

        Assert.Single(summaries, s => s!["error"] is not null);
    }

    [Fact]
    public void The_csv_has_a_row_for_each_sample_and_no_formula()
    {
        var text = Exported.Of("csv", evaluated).Text;
        var rows = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(19, rows.Length);
        Assert.StartsWith("task_id,sample,outcome,passed,verdict,", rows[0], StringComparison.Ordinal);
        var columns = rows[0].Count(c => c == ',');
        Assert.All(rows.Where(r => !r.Contains('"', StringComparison.Ordinal)), r => Assert.Equal(columns, r.Count(c => c == ',')));
        Assert.DoesNotContain(",=", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_form_gives_the_same_bytes_again()
    {
        foreach (var export in RunExports.All)
        {
            var (first, second) = (Exported.Of(export.Name, evaluated), Exported.Of(export.Name, evaluated));
            Assert.NotEmpty(first.Files);
            Assert.Equal(first.Files, second.Files);
        }
    }

    [Fact]
    public void An_empty_run_exports_to_nothing_without_fault()
    {
        using var empty = RunReader.Open(RecordedRuns.Write(folder["empty.sqlite"], RecordedRuns.Header("empty", samples: 2), tasks: 2, unfinished: 4));

        Assert.All(RunExports.All, e => Assert.Equal(0, Exported.Of(e.Name, empty).Summary.Rows));
    }

    private string Rowless()
    {
        var header = RecordedRuns.Header("rowless", samples: 1);
        using var journal = CodeRefine.Evaluation.Runs.Journals.RunJournal.Open(folder["rowless.sqlite"], header, [RecordedRuns.Task(0, 1) with { Row = null }]);
        return folder["rowless.sqlite"];
    }

    private static JsonNode Read(ZipArchive zip, string name) => JsonNode.Parse(Text(zip, name))!;

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader((zip.GetEntry(name) ?? throw new InvalidOperationException($"{name} is not in the zip.")).Open());
        return reader.ReadToEnd();
    }
}
