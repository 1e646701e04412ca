using CodeRefine.Agent.Strategies.Refine;
using CodeRefine.Agent.Tests.Fakes;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Tests.Strategies;

public class AutoProposerTests
{
    [Fact]
    public async Task Without_a_model_the_repair_engine_alone_is_asked_until_it_has_nothing_more()
    {
        var repair = ScriptedProposer.InTurn("repair", "a", "b");
        var session = await Run(new TextWorld("start", "one"), new AutoProposer(repair));

        Assert.Equal(3, session.Nodes.Count);
        Assert.False(session.Best.Verdict.Passed);
    }

    [Fact]
    public async Task What_repair_mends_costs_no_model_call()
    {
        var chat = ScriptedProposer.InTurn("chat", "never wanted");
        var session = await Run(new TextWorld("start", "one"), new AutoProposer(ScriptedProposer.InTurn("repair", "one"), chat));

        Assert.True(session.Best.Verdict.Passed);
        Assert.Empty(chat.Asked);
    }

    [Fact]
    public async Task The_model_is_asked_after_repair_had_its_one_turn_on_the_node()
    {
        var repair = ScriptedProposer.InTurn("repair", "useless", "never wanted");
        var chat = ScriptedProposer.InTurn("chat", "one");
        var session = await Run(new TextWorld("start", "one"), new AutoProposer(repair, chat));

        Assert.True(session.Best.Verdict.Passed);
        Assert.Equal("chat", session.Best.Proposal!.Proposer);
        Assert.Equal([0], repair.Asked.Select(n => n.Attempt));
    }

    [Fact]
    public async Task A_near_miss_of_the_model_is_repaired_even_where_it_is_not_the_best_node()
    {
        // The model's answer does not compile, so it scores below the root; repair mends it all the same.
        var repair = new ScriptedProposer("repair", (node, _) => node.Tree["Text.cs"].Text.Contains("#broken") ? TextWorld.Write("one two", "repair") : null);
        var chat = ScriptedProposer.InTurn("chat", "one two #broken", "never wanted");
        var session = await Run(new TextWorld("one", "one", "two"), new AutoProposer(repair, chat));

        Assert.True(session.Best.Verdict.Passed);
        Assert.Equal("repair", session.Best.Proposal!.Proposer);
        Assert.Single(chat.Asked);
    }

    [Fact]
    public async Task A_models_answer_that_repair_cannot_mend_goes_back_to_the_model_with_the_best_node()
    {
        var repair = new ScriptedProposer("repair", (_, _) => null);
        var chat = ScriptedProposer.InTurn("chat", "#broken", "one two");
        var session = await Run(new TextWorld("one", "one", "two"), new AutoProposer(repair, chat));

        Assert.True(session.Best.Verdict.Passed);
        Assert.Equal([0, 0], chat.Asked.Select(n => n.Attempt));
        Assert.Equal([0, 1], repair.Asked.Select(n => n.Attempt));
    }

    [Fact]
    public async Task I_can_resume_a_run_and_only_the_new_attempts_are_asked_for()
    {
        var world = new TextWorld("start", "one", "two", "three");
        var first = world.Session(attempts: 2);
        await first.StartAsync(default);
        var before = ScriptedProposer.InTurn("chat", "one", "one two", "unused");
        await Assert.ThrowsAnyAsync<Exception>(() => new RefineStrategy(before).RunAsync(first, default));
        var recorded = world.Events.ToList();

        var live = ScriptedProposer.InTurn("chat", "one two three");
        var proposer = new RecordedProposer(recorded, live);
        var session = await Run(world, proposer);

        Assert.Equal(0, proposer.Left);
        Assert.Equal([2], live.Asked.Select(n => n.Attempt));
        Assert.Equal(first.Nodes.Select(n => n.Id), session.Nodes.Take(3).Select(n => n.Id));
        Assert.True(session.Best.Verdict.Passed);
    }

    [Fact]
    public async Task A_recording_whose_nodes_come_out_otherwise_now_is_never_offered()
    {
        var live = ScriptedProposer.InTurn("repair", "one");
        var proposer = new RecordedProposer([new RunEvent.Proposed(1, "a node that is not there", TextWorld.Write("bad", "repair"))], live);
        var session = await Run(new TextWorld("start", "one"), proposer);

        Assert.True(session.Best.Verdict.Passed);
        Assert.Equal(2, session.Nodes.Count);
    }

    [Fact]
    public async Task A_search_that_begins_again_is_asked_on_past_what_was_recorded_of_it()
    {
        var world = new TextWorld("start", "one");
        var first = world.Session(attempts: 1);
        await first.StartAsync(default);
        await Assert.ThrowsAnyAsync<Exception>(() => new RefineStrategy(ScriptedProposer.InTurn("repair", "no", "unused")).RunAsync(first, default));

        var session = await Run(world, new RecordedProposer([.. world.Events], new ScriptedProposer("repair", (node, turn) => node.Attempt > 0 ? null : turn < 2 ? TextWorld.Write("no", "repair") : TextWorld.Write("one", "repair"))));

        Assert.True(session.Best.Verdict.Passed);
        Assert.Empty(session.Rejections);
    }

    [Fact]
    public async Task A_node_for_which_there_was_nothing_is_not_searched_again()
    {
        var world = new TextWorld("start", "one");
        await Run(world, new RecordedProposer([], ScriptedProposer.InTurn("repair")));
        var again = ScriptedProposer.InTurn("repair", "never wanted");

        await Run(world, new RecordedProposer([.. world.Events], again));

        Assert.Empty(again.Asked);
    }

    private static async Task<Session> Run(TextWorld world, IProposer proposer)
    {
        var session = world.Session();
        await session.StartAsync(default);
        await new RefineStrategy(proposer).RunAsync(session, default);
        return session;
    }
}
