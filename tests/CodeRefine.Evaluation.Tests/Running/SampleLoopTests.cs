using System.Collections.Concurrent;
using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Running;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Runs.Journals;
using CodeRefine.Evaluation.Suites;
using CodeRefine.Evaluation.Tests.Runs;

namespace CodeRefine.Evaluation.Tests.Running;

public sealed class SampleLoopTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly Suite suite;
    private readonly ConcurrentDictionary<string, int> calls = new();

    public SampleLoopTests() => suite = Samples.Suite(folder);

    public void Dispose() => folder.Dispose();

    private string Journal => folder["run.sqlite"];

    private IEnumerable<JobItem> Items(int count = 4) => Enumerable.Range(0, count).SelectMany(n => suite.Tasks.Select(t => new JobItem(t, n, null)));

    private async Task RunAsync(SampleWork work, int workers = 2, IEnumerable<JobItem>? items = null, CancellationToken cancellationToken = default)
    {
        using var journal = RunJournal.Open(Journal, Samples.Run(suite), Samples.Tasks(suite, 4));
        var options = new LoopOptions { Workers = workers, Tries = 3, Backoff = TimeSpan.FromMilliseconds(1), MostFailuresInARow = 3, BytesPerWorker = 1 };
        await new SampleLoop(journal, options, new RunProgress(TimeProvider.System), TimeProvider.System, (item, tries, alone, token) =>
        {
            calls.AddOrUpdate($"{item.Task.Id} {item.Sample}", 1, (_, n) => n + 1);
            return work(item, tries, alone, token);
        }).RunAsync(items ?? Items(), cancellationToken);
    }

    private List<SampleRecord> Records()
    {
        using var reader = RunReader.Open(Journal);
        return [.. reader.Samples()];
    }

    private static Task<JobResult> Judged(JobItem item, VerdictKind verdict = VerdictKind.Passed) => Task.FromResult(new JobResult(Samples.Record(item.Task.Id, item.Sample, verdict), []));

    [Fact]
    public async Task Every_sample_is_done_once_and_stands_in_the_order_of_the_suite()
    {
        await RunAsync((item, _, _, _) => Judged(item), workers: 4);

        Assert.Equal(suite.Tasks.SelectMany(t => Enumerable.Range(0, 4).Select(n => (t.Id, n))), Records().Select(r => (r.TaskId, r.Sample)));
        Assert.All(calls.Values, n => Assert.Equal(1, n));
    }

    [Fact]
    public async Task A_run_that_was_stopped_goes_on_where_it_was()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(
            async (item, _, _, token) =>
            {
                if (calls.Count == 4)
                {
                    await stop.CancelAsync();
                    token.ThrowIfCancellationRequested();
                }

                return await Judged(item);
            },
            workers: 1,
            cancellationToken: stop.Token));
        var before = Records().Count;
        Assert.InRange(before, 1, 7);
        calls.Clear();

        await RunAsync((item, _, _, _) => Judged(item));

        Assert.Equal(8, Records().Count);
        Assert.Equal(8 - before, calls.Count);
    }

    [Fact]
    public async Task What_the_machine_broke_is_tried_again_and_then_counts_as_if_nothing_had_been()
    {
        await RunAsync((item, tries, _, _) => tries < 3 ? throw new SandboxException("The engine is restarting.") : Judged(item));

        Assert.All(Records(), r => Assert.Equal((SampleOutcome.Judged, true, 3), (r.Outcome, r.Passed, r.Tries)));
    }

    [Fact]
    public async Task What_the_machine_breaks_each_time_is_recorded_as_that_and_in_no_denominator_until_it_is_tried_again()
    {
        await RunAsync((item, _, _, _) => item is { Sample: 1, Task.Id: "Test_0_sum" } ? throw new SandboxException("No space left.") : Judged(item));

        var failed = Records().Single(r => r.Outcome == SampleOutcome.Infrastructure);
        Assert.Equal(("Test_0_sum", 1, false, "No space left."), (failed.TaskId, failed.Sample, failed.Passed, failed.Explanation));
        Assert.Equal(3, calls["Test_0_sum 1"]);
        using (var reader = RunReader.Open(Journal))
        {
            Assert.Equal(new RunCounts(8, 7, 7, 1), reader.Counts());
            Assert.Equal(3, reader.TaskCounts()[0].Samples);
        }

        using (var journal = RunJournal.Open(Journal, Samples.Run(suite), Samples.Tasks(suite, 4)))
        {
            Assert.Equal(1, journal.Reopen());
        }

        await RunAsync((item, _, _, _) => Judged(item));
        Assert.All(Records(), r => Assert.Equal(SampleOutcome.Judged, r.Outcome));
    }

    [Fact]
    public async Task A_machine_that_fails_again_and_again_ends_the_run_with_the_reason_and_nothing_is_lost()
    {
        var ended = await Assert.ThrowsAsync<UserErrorException>(() => RunAsync((item, _, _, _) => item.Sample > 0 ? throw new UserErrorException("The model server does not answer.", UserErrorKind.Environment) : Judged(item), workers: 1));

        Assert.Equal(UserErrorKind.Environment, ended.Kind);
        Assert.Contains("The model server does not answer.", ended.Message, StringComparison.Ordinal);
        Assert.Equal(2, Records().Count(r => r.Outcome == SampleOutcome.Judged));
    }

    [Fact]
    public async Task A_sample_that_timed_out_beside_others_is_run_again_alone_before_it_counts()
    {
        int working = 0, most = 0;
        await RunAsync(async (item, _, alone, token) =>
        {
            var now = Interlocked.Increment(ref working);
            most = alone ? Math.Max(most, now) : most;
            await Task.Delay(5, token);
            Interlocked.Decrement(ref working);
            return await Judged(item, item.Sample switch { 0 => VerdictKind.TimedOut, 1 when !alone => VerdictKind.TimedOut, _ => VerdictKind.Passed });
        });

        var records = Records();
        Assert.Equal(1, most);
        Assert.All(records.Where(r => r.Sample == 0), r => Assert.Equal((VerdictKind.TimedOut, true), (r.Verdict!.Value, r.RunAlone)));
        Assert.All(records.Where(r => r.Sample == 1), r => Assert.Equal((VerdictKind.Passed, true), (r.Verdict!.Value, r.RunAlone)));
        Assert.All(records.Where(r => r.Sample > 1), r => Assert.False(r.RunAlone));
    }

    [Fact]
    public async Task A_fault_of_the_work_itself_ends_the_run_and_is_told_as_it_is() =>
        await Assert.ThrowsAsync<FormatException>(() => RunAsync((_, _, _, _) => throw new FormatException("ours")));
}
