using System.Text.Json.Nodes;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Events;
using CodeRefine.Repositories.Runs;

namespace CodeRefine.Repositories.Tests;

public sealed class RunStoreTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly FakeTimeProvider time = new(Samples.Noon);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_state_folder_ignores_itself()
    {
        RunStore.Open(folder[".coderefine"]);
        Assert.Equal("*\n", File.ReadAllText(folder[".coderefine/.gitignore"]));
    }

    [Fact]
    public void A_run_keeps_its_configuration_and_its_result()
    {
        var run = RunStore.Open(folder[".coderefine"]).Create(new JsonObject { ["model"] = "ollama:x", ["nested"] = new JsonObject { ["a"] = 1 } }, time, 1);
        Assert.Null(run.ReadResult());
        run.WriteResult(new JsonObject { ["outcome"] = "solved" });

        var again = RunStore.Find(folder[".coderefine"])!.Get(run.Id);
        Assert.Equal("ollama:x", (string?)again.ReadConfiguration()["model"]);
        Assert.Equal("solved", (string?)again.ReadResult()!["outcome"]);
        Assert.Equal(Samples.Noon, again.Started);
        Assert.Equal(["result.json", "run.json"], Directory.GetFiles(run.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Ids_sort_by_time_follow_the_seed_and_never_collide()
    {
        var store = RunStore.Open(folder["a"]);
        var first = store.Create([], time, 1).Id;
        var same = store.Create([], time, 1).Id;
        time.Advance(TimeSpan.FromSeconds(1));
        var later = store.Create([], time, 1).Id;

        Assert.StartsWith("20261120-120000-", first, StringComparison.Ordinal);
        Assert.NotEqual(first, same);
        Assert.Equal(later, store.Runs()[^1].Id);
        Assert.Equal(first, RunStore.Open(folder["b"]).Create([], new FakeTimeProvider(Samples.Noon), 1).Id);
        Assert.NotEqual(first, RunStore.Open(folder["c"]).Create([], new FakeTimeProvider(Samples.Noon), 2).Id);
    }

    [Fact]
    public void I_can_name_a_run_by_part_of_its_id_or_as_the_latest()
    {
        var store = RunStore.Open(folder["a"]);
        var first = store.Create([], time, 1);
        time.Advance(TimeSpan.FromHours(1));
        var second = store.Create([], time, 1);

        Assert.Equal(second.Id, store.Get("latest").Id);
        Assert.Equal(first.Id, store.Get(first.Id).Id);
        Assert.Equal(second.Id, store.Get("20261120-13").Id);
        Assert.Equal(first.Id, store.Get(first.Id[^4..]).Id);
        Assert.Contains("fits 2 runs", Assert.Throws<UserErrorException>(() => store.Get("2026")).Message, StringComparison.Ordinal);
        Assert.Contains($"the latest is {second.Id}", Assert.Throws<UserErrorException>(() => store.Get("nope")).Message, StringComparison.Ordinal);
        Assert.Contains("No run has been kept", Assert.Throws<UserErrorException>(() => RunStore.Open(folder["b"]).Get("latest")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_runs_tells_how_each_ended()
    {
        var store = RunStore.Open(folder["a"]);
        var solved = Next(store, new RunEvent.RunStarted("r", "sum", "h", "h", "refine", 1), new RunEvent.NodeAdded(0, "c", null, "t", "CheckFailed", 0.5, "Logic", ""), new RunEvent.NodeAdded(1, "d", "c", "t", "Passed", 1, "None", ""),
            new RunEvent.RunEnded("solved", "d", "", new BudgetUse(1, 0, 0, 0, 0, TimeSpan.Zero, 2)));
        var interrupted = Next(store, new RunEvent.RunStarted("r", "sum", "h", "h", "refine", 1));
        var damaged = Next(store, new RunEvent.AttemptStarted(1, "c", "repair"));
        File.WriteAllText(damaged.JournalPath, "nonsense\n");
        var running = Next(store);
        using var open = running.OpenJournal(time);

        var summaries = store.Summaries();
        Assert.Equal([solved.Id, interrupted.Id, damaged.Id, running.Id], summaries.Select(s => s.Id));
        Assert.Equal(["solved", "interrupted", "damaged", "running"], summaries.Select(s => s.State));
        Assert.Equal(("sum", 1, 1.0, "Passed"), (summaries[0].ProblemId, summaries[0].Attempts, summaries[0].BestScore, summaries[0].BestVerdict));
    }

    [Fact]
    public void Looking_for_runs_writes_nothing()
    {
        Assert.Null(RunStore.Find(folder[".coderefine"]));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_answered_with_state()
    {
        folder.Write(".coderefine", "a file in the way");
        Assert.Contains("--state", Assert.Throws<UserErrorException>(() => RunStore.Open(folder[".coderefine"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/runs")]
    [InlineData("/history.git")]
    public void A_link_in_a_foreign_folder_is_not_written_through(string below)
    {
        Directory.CreateDirectory(folder["outside"]);
        if (below.Length > 0)
        {
            Directory.CreateDirectory(folder[".coderefine"]);
        }

        Directory.CreateSymbolicLink(folder[".coderefine" + below], folder["outside"]);
        Assert.Contains("is a symbolic link", Assert.Throws<UserErrorException>(() => RunStore.Open(folder[".coderefine"])).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder["outside"]));
    }

    private RunFolder Next(RunStore store, params RunEvent[] events)
    {
        time.Advance(TimeSpan.FromMinutes(1));
        var run = store.Create([], time, 1);
        using var journal = run.OpenJournal(time);
        foreach (var happened in events)
        {
            journal.Observe(happened);
        }

        return run;
    }
}
