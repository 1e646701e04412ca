using System.Text.Json.Nodes;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Events;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Search;
using CodeRefine.Repositories.Runs;

namespace CodeRefine.Repositories.Tests;

public sealed class JournalTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly FakeTimeProvider time = new(Samples.Noon);
    private readonly RunFolder run;

    public JournalTests() => run = RunStore.Open(folder[".coderefine"]).Create(new JsonObject(), time, seed: 7);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_kind_of_event_comes_back_as_it_was_written()
    {
        var patch = new Patch(
        [
            new Edit.WholeFile("a.cs", "class A { } // <é> \"q\"\r\n"), new Edit.DeleteFile("b.cs"), new Edit.ReplaceMember("M:A.B", "void B() { }"), new Edit.InsertMember("T:A", "int x;"),
            new Edit.DeleteMember("F:A.x"), new Edit.SearchReplace(null, "a", "b"), new Edit.AddUsings("a.cs", ["System.Text"]), new Edit.ReplaceSpan("a.cs", 4, "<", "<="),
        ], "Everything");
        RunEvent[] events =
        [
            new RunEvent.RunStarted("r", "p", "h1", "h2", "refine", ulong.MaxValue),
            new RunEvent.AttemptStarted(1, "c0", "repair"),
            new RunEvent.Proposed(1, "c0", new Proposal("repair", null, "nothing usable")),
            new RunEvent.ProposalRejected(1, "no patch"),
            new RunEvent.ModelCallEnded(1, "ph", null, "refused", 1, 2, 0.5m, 1.25),
            new RunEvent.NodeAdded(1, "c1", "c0", "t", "Passed", 1, "None", "All pass"),
            new RunEvent.Confirmed("c1", true, "4 checks"),
            new RunEvent.RunEnded("solved", "c1", "all checks pass", new BudgetUse(1, 1, 1, 2, 0.5m, TimeSpan.FromSeconds(3), 4)),
        ];
        Write([.. events, new RunEvent.Proposed(2, "c1", new Proposal("chat", patch)), new RunEvent.ModelCallStarted(1, "m", "ph", "fix", "th", [new ChatTurn("user", "Fix it.\n")])]);

        var back = run.ReadJournal();
        Assert.Equal(events, back.Events.Take(events.Length));
        Assert.Equal(patch.Edits.Select(e => e is Edit.AddUsings u ? $"{u.Path} {string.Join(',', u.Namespaces)}" : e.ToString()), back.ProposalOf(2)!.Patch!.Edits.Select(e => e is Edit.AddUsings u ? $"{u.Path} {string.Join(',', u.Namespaces)}" : e.ToString()));
        Assert.Equal([new ChatTurn("user", "Fix it.\n")], Assert.IsType<RunEvent.ModelCallStarted>(back.Lines[^1].Event).Prompt);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), back.Lines.Select(l => l.Seq));
        Assert.All(back.Lines, l => Assert.Equal(Samples.Noon, l.Time));
    }

    [Fact]
    public void What_is_only_for_watchers_stays_out()
    {
        Write(new RunEvent.Progress("building"), new RunEvent.ModelText("cla"), new RunEvent.AttemptStarted(1, "c", "repair"));
        Assert.IsType<RunEvent.AttemptStarted>(Assert.Single(run.ReadJournal().Lines).Event);
    }

    [Fact]
    public void A_line_is_readable_by_others_while_the_run_goes_on()
    {
        using var journal = run.OpenJournal(time);
        journal.Observe(new RunEvent.AttemptStarted(1, "c", "repair"));
        var recorded = run.ReadJournal();
        Assert.Single(recorded.Lines);
        Assert.True(recorded.Interrupted);
        Assert.True(run.IsRunning());
    }

    [Fact]
    public void Two_writers_of_one_run_are_refused_and_the_lock_goes_with_its_holder()
    {
        using (run.OpenJournal(time))
        {
            var second = Assert.Throws<UserErrorException>(() => run.OpenJournal(time));
            Assert.Contains("being written by another process", second.Message, StringComparison.Ordinal);
        }

        Assert.False(run.IsRunning());
        using var free = run.OpenJournal(time);
    }

    [Theory]
    [InlineData("{\"seq\":3,\"time\":\"2026-1")]
    [InlineData("garbage\0\0\0")]
    public void A_torn_last_line_is_passed_over_and_the_run_goes_on_behind_the_last_whole_one(string torn)
    {
        Write(new RunEvent.AttemptStarted(1, "c", "repair"), new RunEvent.AttemptStarted(2, "c", "repair"));
        var whole = File.ReadAllText(run.JournalPath);
        File.AppendAllText(run.JournalPath, torn);

        Assert.True(run.ReadJournal().TornTail);
        Assert.Equal(2, run.ReadJournal().Lines.Length);
        Write(new RunEvent.AttemptStarted(3, "c", "repair"));
        Assert.StartsWith(whole + "{\"seq\":3,", File.ReadAllText(run.JournalPath), StringComparison.Ordinal);
        Assert.False(run.ReadJournal().TornTail);
    }

    [Fact]
    public void A_damaged_line_is_named()
    {
        Write(new RunEvent.AttemptStarted(1, "c", "repair"), new RunEvent.AttemptStarted(2, "c", "repair"));
        var lines = File.ReadAllLines(run.JournalPath);
        File.WriteAllText(run.JournalPath, lines[0][..20] + "\n" + lines[1] + "\n");
        Assert.Contains("journal.jsonl, line 1 is damaged", Assert.Throws<UserErrorException>(run.ReadJournal).Message, StringComparison.Ordinal);

        File.WriteAllText(run.JournalPath, lines[1] + "\n");
        Assert.Contains("line 1 is out of order (it says it is number 2)", Assert.Throws<UserErrorException>(run.ReadJournal).Message, StringComparison.Ordinal);

        File.WriteAllText(run.JournalPath, lines[0].Replace("attempt-started", "launch-missiles", StringComparison.Ordinal) + "\n");
        Assert.Contains("line 1 is damaged", Assert.Throws<UserErrorException>(run.ReadJournal).Message, StringComparison.Ordinal);

        File.WriteAllText(run.JournalPath, "null\n");
        Assert.Contains("line 1 is out of order", Assert.Throws<UserErrorException>(run.ReadJournal).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_run_tells_what_was_left_open()
    {
        Write(
            new RunEvent.RunStarted("r", "p", "h1", "h2", "refine", 1),
            new RunEvent.NodeAdded(0, "c0", null, "t0", "CheckFailed", 0.5, "Logic", "start"),
            new RunEvent.ModelCallStarted(1, "m", "ph", "fix", "th", []),
            new RunEvent.ModelCallEnded(1, "ph", "answer", null, 10, 20, 0.1m, 1),
            new RunEvent.Proposed(1, "c0", Samples.Proposal()),
            new RunEvent.NodeAdded(1, "c1", "c0", "t1", "CheckFailed", 0.75, "Logic", "better"),
            new RunEvent.Proposed(2, "c1", Samples.Proposal("two")),
            new RunEvent.ModelCallStarted(2, "m", "ph2", "fix", "th", []));

        var back = run.ReadJournal();
        Assert.True(back.Interrupted);
        Assert.Equal([2], back.OpenAttempts);
        Assert.Equal("answer", Assert.Single(back.ModelCalls).Ended.Answer);
        Assert.Equal("c1", back.Best!.Id);
        Assert.Equal(2, back.Nodes.Length);
    }

    [Fact]
    public void A_run_that_was_resumed_after_its_end_is_open_again()
    {
        var end = new RunEvent.RunEnded("budget", "c0", "spent", new BudgetUse(0, 0, 0, 0, 0, TimeSpan.Zero, 0));
        Write(end);
        Assert.False(run.ReadJournal().Interrupted);
        Write(new RunEvent.AttemptStarted(1, "c0", "repair"));
        Assert.True(run.ReadJournal().Interrupted);
    }

    private void Write(params RunEvent[] events)
    {
        using var journal = run.OpenJournal(time);
        foreach (var happened in events)
        {
            journal.Observe(happened);
        }
    }
}
