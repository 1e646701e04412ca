using CodeRefine.Core;
using CodeRefine.Core.Events;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Runs.Journals;
using CodeRefine.Evaluation.Suites;
using Microsoft.Data.Sqlite;

namespace CodeRefine.Evaluation.Tests.Runs;

public sealed class RunJournalTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly Suite suite;

    public RunJournalTests() => suite = Samples.Suite(folder);

    public void Dispose() => folder.Dispose();

    private RunJournal Open(string name = "run.sqlite", Func<EvaluationRun, EvaluationRun>? with = null, Shard? shard = null) =>
        RunJournal.Open(folder[name], (with ?? (r => r))(Samples.Run(suite, shard)), Samples.Tasks(suite, 2, shard));

    [Fact]
    public void What_is_written_is_read_back_and_the_first_record_of_a_sample_stays()
    {
        var tree = SourceTree.From(("Problem.cs", "class P { } // ü"));
        using (var journal = Open())
        {
            Assert.False(journal.Resumed);
            Assert.Equal(1, journal.Begin("Test_0_sum", 0, Samples.Noon));
            Assert.Equal(2, journal.Begin("Test_0_sum", 0, Samples.Noon));
            journal.Step("Test_0_sum", 0, Samples.Noon, new RunEvent.Confirmed("a", true, "again"));
            var record = Samples.Record("Test_0_sum", 0) with { Solution = tree.Hash, Completion = RunJournal.HashOf("an answer") };
            journal.End(record, [tree], "an answer");
            journal.End(record with { Passed = false, Verdict = VerdictKind.Crashed }, [], null);
            journal.Begin("Test_1_double", 1, Samples.Noon);
        }

        using var reader = RunReader.Open(folder["run.sqlite"]);
        var sample = Assert.Single(reader.Samples());
        Assert.Equal((true, 0.25m, TimeSpan.FromMilliseconds(12.5)), (sample.Passed, sample.Cost.Money, sample.Cost.Cpu));
        Assert.Equal(tree, reader.Sources(sample.Solution!));
        Assert.Equal("an answer", reader.Text(sample.Completion!));
        Assert.Null(reader.Text("nothing"));
        Assert.IsType<RunEvent.Confirmed>(Assert.Single(reader.Steps("Test_0_sum", 0)).Event);
        Assert.Equal(new RunCounts(4, 1, 1, 0), reader.Counts());
        Assert.Equal(["Test_0_sum", "Test_1_double"], reader.Tasks.Select(t => t.Id));
        Assert.Empty(reader.Samples("Test_1_double"));
    }

    [Fact]
    public void A_run_is_read_while_it_is_written()
    {
        using var journal = Open();
        journal.Begin("Test_0_sum", 0, Samples.Noon);
        journal.End(Samples.Record("Test_0_sum", 0), [], null);
        using var reader = RunReader.Open(folder["run.sqlite"]);
        journal.Begin("Test_0_sum", 1, Samples.Noon);
        journal.End(Samples.Record("Test_0_sum", 1), [], null);

        Assert.Equal(2, reader.Counts().Judged);
    }

    [Fact]
    public void A_second_process_on_the_same_run_is_refused()
    {
        using var first = Open();

        Assert.Contains("is being written by another process", Assert.Throws<UserErrorException>(() => Open()).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Changes => new()
    {
        { "suite", "its suite's content was" },
        { "seed", "its seed was 1, and now it is 2" },
        { "toolchain", "its toolchain was a toolchain, and now it is another" },
        { "completions", "its file of completions was none, and now it is b.jsonl (bbbbbbbbbbbb)" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_run_goes_on_only_as_it_was_begun(string what, string reason)
    {
        Open().Dispose();

        var refused = Assert.Throws<UserErrorException>(() => Open(with: r => what switch
        {
            "suite" => r with { SuiteHash = "other" },
            "seed" => r with { Seed = 2 },
            "toolchain" => r with { Toolchain = "another" },
            _ => r with { Completions = new RecordedSource("b.jsonl", new string('b', 64)) },
        }));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Name another file by --run", refused.Message, StringComparison.Ordinal);
        using var again = Open(with: r => r with { Started = r.Started.AddDays(1), Machine = r.Machine with { LoadAverage = 9 } });
        Assert.True(again.Resumed);
    }

    [Fact]
    public void A_journal_of_another_version_is_refused_by_writer_and_reader()
    {
        Open().Dispose();
        using (var connection = new SqliteConnection($"Data Source={folder["run.sqlite"]};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.Contains("is a journal of version 99, and this tool writes version 1", Assert.Throws<UserErrorException>(() => Open()).Message, StringComparison.Ordinal);
        Assert.Contains("is a journal of version 99", Assert.Throws<UserErrorException>(() => RunReader.Open(folder["run.sqlite"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_journal_is_refused()
    {
        folder.Write("run.sqlite", new string('x', 5000));

        Assert.Contains("is damaged or no journal", Assert.Throws<UserErrorException>(() => Open()).Message, StringComparison.Ordinal);
        Assert.Contains("There is no run at", Assert.Throws<UserErrorException>(() => RunReader.Open(folder["none.sqlite"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_said_to_be_full() =>
        Assert.Contains("The disk is full", JournalFile.Explain(new SqliteException("database or disk is full", 13), "run.sqlite").Message, StringComparison.Ordinal);

    [Fact]
    public void Shards_put_together_are_the_whole_run()
    {
        var parts = Enumerable.Range(1, 3).Select(n => Part(n, 3)).ToList();

        RunMerge.Merge([.. parts.AsEnumerable().Reverse()], folder["whole.sqlite"], _ => "whole", partial: false);

        using var reader = RunReader.Open(folder["whole.sqlite"]);
        Assert.Null(reader.Run.Shard);
        Assert.Equal("whole", reader.Run.Id);
        Assert.Equal(suite.Tasks.Select(t => t.Id), reader.Tasks.Select(t => t.Id));
        Assert.Equal(suite.Tasks.SelectMany(t => new[] { (t.Id, 0), (t.Id, 1) }), reader.Samples().Select(s => (s.TaskId, s.Sample)));
        Assert.NotNull(reader.Text(RunJournal.HashOf("answer Test_1_double 1")));
        Assert.Single(reader.Steps("Test_0_sum", 1));
        Assert.True(reader.Counts().Complete);
    }

    [Fact]
    public void What_is_no_set_of_shards_of_one_run_is_not_put_together()
    {
        var (one, two) = (Part(1, 2), Part(2, 2));
        Open("all.sqlite").Dispose();
        Open("seed.sqlite", r => r with { Seed = 9 }, new Shard(2, 2)).Dispose();
        Open("three.sqlite", shard: new Shard(3, 3)).Dispose();

        string Refused(params string[] paths) => Assert.Throws<UserErrorException>(() => RunMerge.Merge(paths, folder["out.sqlite"], _ => "", partial: false)).Message;
        Assert.Contains("is a whole run and no shard", Refused(one, folder["all.sqlite"]), StringComparison.Ordinal);
        Assert.Contains("they differ in their seed: 1, and 9", Refused(one, folder["seed.sqlite"]), StringComparison.Ordinal);
        Assert.Contains("these are two divisions", Refused(one, folder["three.sqlite"]), StringComparison.Ordinal);
        Assert.Contains("is there more than once", Refused(one, two, one), StringComparison.Ordinal);
        Assert.Contains("Of 2 shards 1 are missing (2)", Refused(one), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out.sqlite"]));
    }

    private string Part(int index, int count)
    {
        var name = $"{index}of{count}.sqlite";
        var shard = new Shard(index, count);
        using var journal = Open(name, shard: shard);
        foreach (var task in Samples.Tasks(suite, 2, shard))
        {
            for (var sample = 0; sample < 2; sample++)
            {
                journal.Begin(task.Id, sample, Samples.Noon);
                journal.Step(task.Id, sample, Samples.Noon, new RunEvent.Confirmed(task.Id, true, ""));
                journal.End(Samples.Record(task.Id, sample), [], $"answer {task.Id} {sample}");
            }
        }

        return folder[name];
    }
}
