using CodeRefine.Agent.Strategies.Refine;
using CodeRefine.Agent.Tests.Fakes;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Tests.Strategies;

public class RefineStrategyTests
{
    [Fact]
    public async Task I_get_a_passing_node_and_nothing_is_asked_for_after_it()
    {
        var world = new TextWorld("start", "one", "two");
        var proposer = ScriptedProposer.InTurn("p", "one", "one two", "never wanted");
        var session = await Run(world, proposer);

        Assert.True(session.Best.Verdict.Passed);
        Assert.Equal(2, proposer.Asked.Count);
        Assert.Equal(3, session.Nodes.Count);
    }

    [Fact]
    public async Task I_need_no_attempt_where_the_sources_pass_as_they_are()
    {
        var proposer = ScriptedProposer.InTurn("p", "never wanted");
        var session = await Run(new TextWorld("one", "one"), proposer);

        Assert.Empty(proposer.Asked);
        Assert.Equal(0, session.Budget.Use.Attempts);
    }

    [Fact]
    public async Task Each_attempt_goes_on_from_the_best_node_and_not_from_the_last()
    {
        var world = new TextWorld("start", "one", "two", "three");
        var proposer = ScriptedProposer.InTurn("p", "one two", "worse", "one two three");
        var session = await Run(world, proposer);

        Assert.True(session.Best.Verdict.Passed);
        Assert.Equal([0, 1, 1], proposer.Asked.Select(n => n.Attempt));
    }

    [Fact]
    public async Task I_keep_the_best_node_when_the_attempts_are_spent_and_the_proposer_is_not_asked_in_vain()
    {
        var world = new TextWorld("start", "one", "two");
        var proposer = new ScriptedProposer("p", (_, turn) => TextWorld.Write($"one {turn}"));
        var session = world.Session(attempts: 3);
        await session.StartAsync(default);

        var spent = await Assert.ThrowsAsync<BudgetExhaustedException>(() => new RefineStrategy(proposer).RunAsync(session, default));

        Assert.Equal("3 attempts", spent.Limit);
        Assert.Equal(3, proposer.Asked.Count);
        Assert.Equal("one 0", session.Best.Tree["Text.cs"].Text);
    }

    [Fact]
    public async Task The_next_best_node_is_taken_where_nothing_more_is_offered_for_the_best()
    {
        var world = new TextWorld("start", "one", "two");
        var proposer = new ScriptedProposer("p", (node, turn) => node.Attempt == 1 ? null : turn == 0 ? TextWorld.Write("one") : turn == 2 ? TextWorld.Write("two one") : null);
        var session = await Run(world, proposer);

        Assert.Equal([0, 1, 0], proposer.Asked.Select(n => n.Attempt));
        Assert.True(session.Best.Verdict.Passed);
    }

    [Fact]
    public async Task It_ends_when_nothing_more_is_offered_for_any_node()
    {
        var session = await Run(new TextWorld("start", "one"), ScriptedProposer.InTurn("p", "other"));

        Assert.False(session.Best.Verdict.Passed);
        Assert.Equal(2, session.Nodes.Count);
    }

    [Fact]
    public async Task The_journal_hears_of_an_attempt_before_the_proposer_is_asked()
    {
        var world = new TextWorld("start", "one");
        var announced = new List<int>();
        var proposer = new ScriptedProposer("p", (_, _) =>
        {
            announced.Add(world.Events.OfType<RunEvent.AttemptStarted>().Count());
            return TextWorld.Write("one");
        });
        await Run(world, proposer);

        Assert.Equal([1], announced);
    }

    [Fact]
    public async Task A_repeated_state_is_a_rejection_that_the_session_remembers()
    {
        var session = await Run(new TextWorld("start", "one"), ScriptedProposer.InTurn("p", "other", "other", "one"));

        var rejection = Assert.Single(session.Rejections);
        Assert.Equal((2, "p"), (rejection.Attempt, rejection.Proposer));
        Assert.Contains("same code as attempt 1", rejection.Reason);
        Assert.True(session.Best.Verdict.Passed);
    }

    [Fact]
    public async Task I_can_cancel_it_and_keep_the_best_node()
    {
        using var cancel = new CancellationTokenSource();
        var proposer = new ScriptedProposer("p", (_, turn) =>
        {
            if (turn == 1)
            {
                cancel.Cancel();
            }

            return TextWorld.Write($"one {turn}");
        });
        var session = new TextWorld("start", "one", "two").Session();
        await session.StartAsync(default);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new RefineStrategy(proposer).RunAsync(session, cancel.Token));

        Assert.Equal("one 0", session.Best.Tree["Text.cs"].Text);
    }

    private static async Task<Session> Run(TextWorld world, IProposer proposer)
    {
        var session = world.Session();
        await session.StartAsync(default);
        await new RefineStrategy(proposer).RunAsync(session, default);
        return session;
    }
}
