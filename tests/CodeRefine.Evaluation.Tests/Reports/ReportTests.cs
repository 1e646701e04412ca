using CodeRefine.Core;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Reports;
using CodeRefine.Evaluation.Reports.Html;
using CodeRefine.Evaluation.Reports.Text;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Tests.Reports;

public sealed class ReportTests
{
    [Fact]
    public void I_see_a_runs_figures_as_counted_by_hand()
    {
        using var folder = new TestFolder();
        // Two tasks of two samples; the first answers wrong, the second ones right but for one.
        using var reader = RunReader.Open(RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header(samples: 2) with { Ks = [1, 2, 5] }, tasks: 2, change: s =>
        {
            var right = s.TaskId == "HumanEval_0_task" || s.Sample == 0;
            TurnRecord Turn(int t, bool good) => new() { Turn = t, NodeId = $"n{t}", ParentId = t == 0 ? null : $"n{t - 1}", Proposer = t == 0 ? "start" : "chat", Verdict = good ? VerdictKind.Passed : VerdictKind.CheckFailed, Score = good ? 1 : t * 0.1, HeldBackPassed = good };
            return s with
            {
                Passed = right,
                Verdict = right ? VerdictKind.Passed : VerdictKind.Crashed,
                SolvedBy = right ? SolvedBy.Model : SolvedBy.Nobody,
                Turns = [Turn(0, false), Turn(1, false), Turn(2, right)],
                Cost = new SampleCost { ModelCalls = 2, Money = 0.5m, Wall = TimeSpan.FromSeconds(10) },
            };
        }));

        var report = RunReportBuilder.Build(reader);

        Assert.Equal([0.75, 1.0], report.PassAtK.Take(2).Select(p => p.Estimate!.Value));
        Assert.Equal([0.75, 0.5], report.PassAllK.Take(2).Select(p => p.Estimate!.Value));
        Assert.Null(report.PassAtK[2].Estimate);
        Assert.Contains("pass@5 is left out: no task has 5 judged samples.", report.Notes);
        Assert.Equal([0, 0.75], report.Turns!.Points.Select(p => p.Value));
        Assert.Equal(new Transitions(0, 0, 3, 1), report.FirstToLast);
        Assert.Equal(0.75, report.Correction!.Critique!.Value);
        Assert.Null(report.Correction.Confidence);
        Assert.Equal(2.0 / 3, report.Spending.Dollars!.PerSolvedSample!.Value, 9);
        Assert.Equal(1.0, report.Spending.Dollars.PerSolvedTask!.Value, 9);
        Assert.Equal([new TallyRow("Passed", 3, 0.75), new TallyRow("Crashed", 1, 0.25)], report.Verdicts);
        Assert.Equal(0.75, report.Budgets[0].Points[^1].Solved.Value);
    }

    [Fact]
    public void An_infrastructure_failure_is_in_no_denominator_and_is_said()
    {
        using var folder = new TestFolder();
        using var reader = RunReader.Open(RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header(samples: 2), tasks: 3, change: s => s.Sample == 0 ? s with { Outcome = SampleOutcome.Infrastructure, Passed = false, Verdict = null } : s with { Passed = true, Verdict = VerdictKind.Passed }));

        var report = RunReportBuilder.Build(reader);

        Assert.Equal(1, report.PassAtK[0].Estimate!.Value);
        Assert.Equal(3, report.Counts.Judged);
        Assert.Contains(report.Notes, n => n.StartsWith("3 samples could not be judged", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unfinished_run_says_so()
    {
        using var folder = new TestFolder();
        using var reader = RunReader.Open(RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header(), tasks: 10, unfinished: 12));

        var report = RunReportBuilder.Build(reader);

        Assert.Contains("The run is not finished: 12 of 50 samples have not ended. Those that ended first need not be like the rest.", report.Notes);
        Assert.Contains("10 tasks", Markdown(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 15)]
    [InlineData(1, 0)]
    public void A_run_without_an_ended_sample_or_of_one_makes_a_report_in_every_form(int tasks, int unfinished)
    {
        using var folder = new TestFolder();
        using var reader = RunReader.Open(RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header(samples: tasks == 1 ? 1 : 5) with { Ks = [1, 10] }, tasks, unfinished: unfinished));

        var report = RunReportBuilder.Build(reader);

        Assert.Contains(tasks == 1 ? "pass@10 is left out: no task has 10 judged samples." : "No sample has ended: there is nothing to report yet.", report.Notes);
        Assert.Contains("pass@k", Markdown(report), StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", Html(report, reader), StringComparison.Ordinal);
    }

    [Fact]
    public void Completions_that_were_only_graded_have_no_turns_to_report()
    {
        using var folder = new TestFolder();
        using var reader = RunReader.Open(RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header(kind: RunKind.Grade), tasks: 20));

        var report = RunReportBuilder.Build(reader);

        Assert.Null(report.Turns);
        Assert.DoesNotContain(RunSections.Of(report), s => s.Id is "turns" or "transitions" or "self-correction" or "control" or "solved-by");
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes()
    {
        using var folder = new TestFolder();
        using var reader = RunReader.Open(RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header(), tasks: 12));

        Assert.Equal(Html(RunReportBuilder.Build(reader), reader), Html(RunReportBuilder.Build(reader), reader));
        Assert.Equal(Markdown(RunReportBuilder.Build(reader)), Markdown(RunReportBuilder.Build(reader)));
    }

    [Fact]
    public void In_markdown_what_a_candidate_wrote_is_text()
    {
        using var folder = new TestFolder();
        using var reader = RunReader.Open(RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header(), tasks: 2, change: s => s with { Passed = false, Explanation = RecordedRuns.Hostile + "\n# heading\n[link](http://elsewhere.example)" }));

        var text = Markdown(RunReportBuilder.Build(reader));

        Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n# heading", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", text, StringComparison.Ordinal);
        // Every row of the table has its five cells still.
        Assert.All(text.Split('\n').Where(l => l.StartsWith("| HumanEval", StringComparison.Ordinal)), l => Assert.Equal(6, l.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|')));
    }

    [Fact]
    public void A_better_run_beside_a_worse_one_shows_a_paired_difference()
    {
        using var folder = new TestFolder();
        using var first = RunReader.Open(RecordedRuns.Write(folder["a.sqlite"], RecordedRuns.Header("a"), tasks: 60, skill: 0.3));
        using var second = RunReader.Open(RecordedRuns.Write(folder["b.sqlite"], RecordedRuns.Header("b") with { Model = "openai:other", Seed = 2 }, tasks: 60, skill: 0.6, seed: 2));

        var comparison = ComparisonReport.Build(first, second);

        Assert.True(comparison.Paired.Rows[0].Difference.Interval!.Low > 0);
        Assert.True(comparison.Paired.PValue < 0.001);
        Assert.Contains(comparison.Notes, n => n.Contains("They differ in model (ollama:qwen2.5-coder:7b and openai:other); seed (1 and 2).", StringComparison.Ordinal));
        using var text = new StringWriter();
        MarkdownReport.Write(text, comparison);
        Assert.Contains("Paired differences", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_on_other_suites_are_compared_on_what_they_share_and_refused_where_that_is_nothing()
    {
        using var folder = new TestFolder();
        using var first = RunReader.Open(RecordedRuns.Write(folder["a.sqlite"], RecordedRuns.Header("a"), tasks: 10));
        using var partly = RunReader.Open(RecordedRuns.Write(folder["b.sqlite"], RecordedRuns.Header("b", suiteHash: "ffff0000"), tasks: 10, firstTask: 6));
        using var other = RunReader.Open(RecordedRuns.Write(folder["c.sqlite"], RecordedRuns.Header("c", suiteHash: "eeee0000"), tasks: 5, firstTask: 100));

        var comparison = ComparisonReport.Build(first, partly);
        Assert.Equal(4, comparison.Paired.Tasks.Length);
        Assert.Contains("The suites are not the same (made-up 01234567, made-up ffff0000): compared are the 4 tasks that have a name and a statement in common.", comparison.Notes);
        Assert.Contains(comparison.Notes, n => n.StartsWith("6 tasks with a judged sample in a alone are left out", StringComparison.Ordinal));

        var refused = Assert.Throws<UserErrorException>(() => ComparisonReport.Build(first, other));
        Assert.Equal("a is of the suite made-up and c of made-up: they have no task in common, and there is nothing to compare.", refused.Message);
    }

    [Fact]
    public void A_large_runs_trajectories_lie_beside_the_page_one_file_a_task()
    {
        using var folder = new TestFolder();
        using var reader = RunReader.Open(RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header(), tasks: 6));
        var files = new Dictionary<string, StringWriter>();
        using var writer = new StringWriter();

        HtmlReport.Write(writer, RunReportBuilder.Build(reader), reader, new HtmlReportOptions { MostSamplesInPage = 10, FolderBeside = "r.trajectories", OpenBeside = path => files[path] = new StringWriter() });

        Assert.Equal(6, files.Count);
        Assert.All(files, f => Assert.Contains($"href=\"{f.Key}\"", writer.ToString(), StringComparison.Ordinal));
        Assert.Contains("+++ b/Problem.cs", files["r.trajectories/000000.txt"].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<details", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_thousand_samples_are_counted_as_they_stream_by()
    {
        using var reader = new StreamedRun(tasks: 2_000, samples: 50);

        var report = RunReportBuilder.Build(reader, new ReportOptions { Bootstrap = new() { Resamples = 1_000 } });

        GC.Collect();
        Assert.True(reader.Alive < 10, $"{reader.Alive} samples of {StreamedRun.Watched} that were watched are still in memory.");
        Assert.Equal(100_000, report.Counts.Judged);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50], report.Curve.Select(r => r.K));
        using var writer = new StringWriter();
        HtmlReport.Write(writer, report, reader);
        Assert.InRange(writer.ToString().Length, 100_000, 3_000_000);
        Assert.Contains("their trajectories were left out of this page", writer.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A run that is nowhere: each sample is made when it is asked for.</summary>
    private sealed class StreamedRun(int tasks, int samples) : IRunReader
    {
        public const int Watched = 1_000;
        private readonly List<WeakReference> watched = [];

        public int Alive => watched.Count(w => w.IsAlive);

        public EvaluationRun Run { get; } = RecordedRuns.Header(samples: samples) with { Ks = [1, 10] };
        public IReadOnlyList<RunTask> Tasks { get; } = [.. Enumerable.Range(0, tasks).Select(i => new RunTask { Id = $"t{i}", Title = $"Task {i}", Samples = samples })];

        public RunCounts Counts() => new((long)tasks * samples, (long)tasks * samples, (long)tasks * samples / 2, 0);

        public IReadOnlyList<TaskCount> TaskCounts() => [.. Tasks.Select(t => new TaskCount(t.Id, samples, Enumerable.Range(0, samples).Count(s => Passes(t, s))))];

        public IEnumerable<SampleRecord> Samples(string? taskId = null)
        {
            foreach (var task in Tasks.Where(t => taskId is null || t.Id == taskId))
            {
                for (var s = 0; s < samples; s++)
                {
                    var passed = Passes(task, s);
                    var sample = new SampleRecord
                    {
                        TaskId = task.Id,
                        Sample = s,
                        Outcome = SampleOutcome.Judged,
                        Passed = passed,
                        Verdict = passed ? VerdictKind.Passed : VerdictKind.CheckFailed,
                        Solution = $"{task.Id} {s}",
                        Explanation = passed ? "" : new string('x', 2_000),
                        Cost = new SampleCost { Wall = TimeSpan.FromMilliseconds(s + 1), Verdicts = 1 },
                        Started = RecordedRuns.Begun,
                        Ended = RecordedRuns.Begun,
                    };
                    if (watched.Count < Watched)
                    {
                        watched.Add(new WeakReference(sample));
                    }

                    yield return sample;
                }
            }
        }

        private static bool Passes(RunTask task, int sample) => (sample * 31 + task.Id.Length * 7) % 2 == 0;

        public CodeRefine.Core.Problems.SourceTree? Sources(string hash) => null;
        public string? Text(string hash) => null;
        public IEnumerable<SampleStep> Steps(string taskId, int sample) => [];
        public void Dispose()
        {
        }
    }

    private static string Markdown(RunReport report)
    {
        using var writer = new StringWriter();
        MarkdownReport.Write(writer, report);
        return writer.ToString();
    }

    private static string Html(RunReport report, RunReader reader)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        HtmlReport.Write(writer, report, reader);
        return writer.ToString();
    }
}
