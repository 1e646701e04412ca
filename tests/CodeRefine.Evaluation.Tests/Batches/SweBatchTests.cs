using System.Collections.Immutable;
using CodeRefine.Core;
using CodeRefine.Evaluation.Batches;
using CodeRefine.Evaluation.Suites.SweBench;

namespace CodeRefine.Evaluation.Tests.Batches;

public sealed class SweBatchTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly List<string> tried = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Predictions_and_report_are_written_as_instances_end()
    {
        var result = await Batch((i, _, _) => Task.FromResult(Patch(i.Id == "i-2" ? "" : "patch of " + i.Id))).RunAsync(Rows(3), _ => { }, CancellationToken.None);

        Assert.Null(result.Stopped);
        Assert.Equal(["i-1", "i-2", "i-3"], SwePredictions.Read(folder["out/predictions.jsonl"]).Select(p => p.InstanceId));
        Assert.Equal(["i-1", "i-3"], result.Report.ResolvedIds);
        Assert.Equal(["i-2"], result.Report.EmptyPatchIds);
        Assert.Equal(result.Report.ToJson(), File.ReadAllText(folder["out/report.json"]));
    }

    [Fact]
    public async Task An_interrupted_batch_goes_on_with_what_is_left()
    {
        using var interrupt = new CancellationTokenSource();
        var first = await Batch((i, _, token) =>
        {
            tried.Add(i.Id);
            if (i.Id == "i-2")
            {
                interrupt.Cancel();
                token.ThrowIfCancellationRequested();
            }

            return Task.FromResult(Patch("p"));
        }).RunAsync(Rows(3), _ => { }, interrupt.Token);

        var second = await Batch((i, _, _) =>
        {
            tried.Add(i.Id);
            return Task.FromResult(Patch("p"));
        }).RunAsync(Rows(3), _ => { }, CancellationToken.None);

        Assert.Equal("cancelled", first.Stopped);
        Assert.Equal(["i-1", "i-2", "i-2", "i-3"], tried);
        Assert.Equal(3, second.Report.Resolved);
    }

    [Fact]
    public async Task A_line_that_was_half_written_is_forgotten()
    {
        await Batch((_, _, _) => Task.FromResult(Patch("p"))).RunAsync(Rows(2), _ => { }, CancellationToken.None);
        var journal = folder["out/journal.jsonl"];
        File.WriteAllText(journal, File.ReadAllText(journal)[..^10]);

        var result = await Batch((i, _, _) =>
        {
            tried.Add(i.Id);
            return Task.FromResult(Patch("again"));
        }).RunAsync(Rows(2), _ => { }, CancellationToken.None);

        Assert.Equal(["i-2"], tried);
        Assert.Equal(["p", "again"], result.Entries.Select(e => e.Patch));
    }

    [Fact]
    public async Task What_failed_for_the_machines_sake_is_no_answer_and_is_tried_again()
    {
        var first = await Batch((_, _, _) => throw new UserErrorException("no disk")).RunAsync(Rows(1), _ => { }, CancellationToken.None);
        var second = await Batch((_, _, _) => Task.FromResult(Patch("p"))).RunAsync(Rows(1), _ => { }, CancellationToken.None);

        Assert.Equal((0, "i-1"), (first.Report.Submitted, Assert.Single(first.Report.IncompleteIds)));
        Assert.Equal(1, second.Report.Resolved);
    }

    [Fact]
    public async Task The_money_for_the_batch_ends_it_and_bounds_each_instance()
    {
        var limits = new List<decimal?>();
        var options = Options with { TotalCost = 1.0m, InstanceCost = 0.7m };

        var result = await new SweBatch(options, (_, l, _) =>
        {
            limits.Add(l.Cost);
            return Task.FromResult(new SweAttempt("p", "", 0.6m, 1));
        }, Judge, TimeProvider.System).RunAsync(Rows(3), _ => { }, CancellationToken.None);

        Assert.Equal([0.7m, 0.4m], limits);
        Assert.Equal("the money for the batch is spent", result.Stopped);
        Assert.Equal(["i-3"], result.Report.IncompleteIds);
    }

    [Fact]
    public async Task An_instance_that_takes_too_long_is_ended_and_the_batch_goes_on()
    {
        var options = Options with { InstanceTime = TimeSpan.FromMilliseconds(50) };

        var result = await new SweBatch(options, async (i, _, token) =>
        {
            await Task.Delay(i.Id == "i-1" ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, token);
            return Patch("p");
        }, Judge, TimeProvider.System).RunAsync(Rows(2), _ => { }, CancellationToken.None);

        Assert.Equal(("empty", "its time was over"), (result.Entries[0].State, result.Entries[0].Reason));
        Assert.Equal(["i-2"], result.Report.ResolvedIds);
    }

    [Fact]
    public async Task Instances_run_side_by_side()
    {
        var both = new CountdownEvent(2);

        var result = await new SweBatch(Options with { Parallel = 2 }, async (_, _, token) =>
        {
            both.Signal();
            await Task.Run(() => both.Wait(token), token);
            return Patch("p");
        }, Judge, TimeProvider.System).RunAsync(Rows(2), _ => { }, CancellationToken.None);

        Assert.Equal(2, result.Report.Resolved);
    }

    [Fact]
    public async Task A_folder_of_another_batch_is_refused()
    {
        await Batch((_, _, _) => Task.FromResult(Patch("p"))).RunAsync(Rows(1), _ => { }, CancellationToken.None);

        var refused = await Assert.ThrowsAsync<UserErrorException>(() => new SweBatch(Options with { Settings = "other" }, (_, _, _) => Task.FromResult(Patch("p")), Judge, TimeProvider.System).RunAsync(Rows(1), _ => { }, CancellationToken.None));

        Assert.Contains("holds a batch with other settings", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patch_that_cannot_be_judged_is_an_error_and_not_a_failure()
    {
        var result = await new SweBatch(Options, (_, _, _) => Task.FromResult(Patch("p")), (_, _, _) => Task.FromResult(new SweJudgement(null, "no sandbox")), TimeProvider.System).RunAsync(Rows(1), _ => { }, CancellationToken.None);

        Assert.Equal((1, 0), (result.Report.Errors, result.Report.Unresolved));
    }

    private SweBatchOptions Options => new() { Folder = folder["out"], Model = "test" };

    private SweBatch Batch(FixInstance fix) => new(Options, fix, Judge, TimeProvider.System);

    private static Task<SweJudgement> Judge(SweRow row, string patch, CancellationToken cancellationToken) => Task.FromResult(new SweJudgement(true, "all pass"));

    private static SweAttempt Patch(string patch) => new(patch, "", 0, 0);

    private static ImmutableArray<SweRow> Rows(int count) =>
        [.. Enumerable.Range(1, count).Select(i => new SweRow(new SweInstance($"i-{i}", "a/b", "0123456789", "text", ""), new SweReference("ref", "tests", ["T.A"], [])))];
}
