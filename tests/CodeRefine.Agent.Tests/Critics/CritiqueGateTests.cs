using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Critics;
using CodeRefine.Agent.Prompts;
using CodeRefine.Agent.Tests.Fakes;
using CodeRefine.Core.Budgets;

namespace CodeRefine.Agent.Tests.Critics;

public sealed class CritiqueGateTests
{
    /// <summary>n, n1, n2 and the paper's verdict on them.</summary>
    [Theory]
    [InlineData(10, 0, 5, true)]
    [InlineData(10, 4, 4, false)]
    [InlineData(10, 5, 5, true)]
    [InlineData(10, 0, 2, false)]
    [InlineData(10, 0, 3, true)]
    [InlineData(10, 1, 3, false)]
    [InlineData(10, 2, 5, true)]
    [InlineData(10, 6, 5, false)]
    [InlineData(4, 0, 1, true)]
    [InlineData(1, 0, 0, false)]
    public void The_rule_is_the_papers(int n, int n1, int n2, bool accepted) => Assert.Equal(accepted, GateResult.Accepts(n, n1, n2));

    [Fact]
    public async Task A_critique_that_helps_the_student_is_kept_and_what_the_student_made_stays_in_the_tree()
    {
        var world = new TextWorld("start", "Alpha", "Beta");
        var session = world.Session(attempts: 10);
        var root = await session.StartAsync(CancellationToken.None);

        // Without the critique twice nothing new; with it, once half of what is wanted.
        using var model = new ScriptedModel(Whole("one"), Whole("two"), Whole("Alpha"), Whole("three"));
        var gate = new CritiqueGate(new ChatStation(model, new PromptLibrary(), new ChatStationOptions { Concurrency = 1 }), trials: 2);

        var result = await gate.TryAsync(session, root, "reflexion-fix", new Dictionary<string, string> { ["reflection"] = "Write Alpha." }, ["reflection"], CancellationToken.None);

        Assert.Equal((2, 0, 1, true), (result.Trials, result.Without, result.With, result.Accepted));
        Assert.Equal("class Alpha;", result.Best.Tree["Text.cs"].Text.TrimEnd());
        Assert.Equal([false, false, true, true], model.Prompts.Select(p => p.Contains("Write Alpha.", StringComparison.Ordinal)));
        Assert.Equal(4, session.Budget.Use.Attempts);
        Assert.All(session.Nodes.Skip(1), n => Assert.Equal(CritiqueGate.ProposerName, n.Proposal!.Proposer));
        Assert.Equal(0, Tried.On(session, root).Count);
        Assert.Equal("The critique is kept: 1 of 2 repairs with it scored higher, 0 of 2 without.", result.ToString());
    }

    [Fact]
    public async Task The_gate_draws_on_the_runs_budget_and_never_beyond_it()
    {
        var world = new TextWorld("start", "Alpha");
        var session = world.Session(attempts: 3);
        var root = await session.StartAsync(CancellationToken.None);
        using var model = new ScriptedModel(Whole("one"), Whole("two"), Whole("three"), Whole("four"));
        var gate = new CritiqueGate(new ChatStation(model, new PromptLibrary()), trials: 2);

        await Assert.ThrowsAsync<BudgetExhaustedException>(() => gate.TryAsync(session, root, "reflexion-fix", new Dictionary<string, string> { ["reflection"] = "?" }, ["reflection"], CancellationToken.None));

        Assert.Equal(3, session.Budget.Use.Attempts);
        Assert.Equal(3, model.Prompts.Count);
    }

    private static string Whole(string text) => $"```csharp path=Text.cs\nclass {text};\n```";
}
