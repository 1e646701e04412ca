using CodeRefine.Agent.Solving;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Agent.Tests.Fakes;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Events;
using CodeRefine.Models.Middleware;

namespace CodeRefine.Agent.Tests.Strategies.Presets;

/// <summary>Each preset on each of its branches, with scripted models: the calls and prompts are golden files.</summary>
public sealed class PresetTests
{
    public static TheoryData<string> Names => [.. PresetScripts.All.Select(p => p.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task I_see_each_call_of_a_preset_and_what_came_of_it(string name)
    {
        var preset = PresetScripts.Get(name);
        var model = new TemplateModel(preset.Script);

        var run = await PresetRun.RunAsync(preset, model);

        Assert.True(run.Result.Failure is null, run.Result.Failure?.ToString());
        Assert.Equal(preset.Solved, run.Result.Outcome == SolveOutcome.Solved);
        GoldenFile.Matches($"presets/{name}.txt", run.Describe());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_run_that_was_cut_off_anywhere_goes_on_to_the_same_tree_and_asks_for_nothing_twice(string name)
    {
        var preset = PresetScripts.Get(name);
        var whole = await PresetRun.RunAsync(preset, new TemplateModel(preset.Script));
        var journal = whole.Events.Where(e => !e.Transient).ToList();

        for (var cut = 0; cut < journal.Count; cut++)
        {
            var (before, after) = (journal[..cut], new RecordedAnswers(journal[cut..]));
            var resumed = await PresetRun.RunAsync(preset, new ReplayChatClient(after), before);

            Assert.True(resumed.Result.Failure is null, $"cut at {cut}: {resumed.Result.Failure}");
            Assert.Equal(whole.Tree, resumed.Tree);
            Assert.Equal(whole.Result.Use.ModelCalls, resumed.Result.Use.ModelCalls);
            Assert.Equal(0, after.Left);
        }
    }

    [Theory]
    [InlineData("best-of-n-clusters")]
    [InlineData("best-of-n-checks-first-that-passes")]
    [InlineData("explain-then-fix-three-samples")]
    [InlineData("iad-best-and-worst")]
    [InlineData("auto-widens")]
    public async Task Which_answer_comes_first_changes_nothing(string name)
    {
        var preset = PresetScripts.Get(name);
        var plain = await PresetRun.RunAsync(preset, new TemplateModel(preset.Script));
        var overtaken = await PresetRun.RunAsync(preset, new TemplateModel(preset.Script, call => TimeSpan.FromMilliseconds(20 * (7 - (call % 8)))));

        Assert.Equal(plain.Tree, overtaken.Tree);
        var replayed = await PresetRun.RunAsync(preset, new ReplayChatClient(new RecordedAnswers(overtaken.Events)));
        Assert.Equal(plain.Tree, replayed.Tree);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_limit_of_the_budget_is_ever_passed_and_the_best_node_is_kept(string name)
    {
        var preset = PresetScripts.Get(name);
        var random = new Random(name.Sum(c => c));
        for (var round = 0; round < 12; round++)
        {
            var limits = new BudgetLimits { Attempts = random.Next(0, 8), ModelCalls = random.Next(0, 10), Verdicts = random.Next(1, 12), Tokens = random.Next(200, 12_000) };
            var model = new TemplateModel(preset.Script, call => TimeSpan.FromMilliseconds(call * 7 % 5));

            var run = await PresetRun.RunAsync(preset, model, limits: limits);

            var use = run.Result.Use;
            Assert.True(run.Result.Failure is null, run.Result.Failure?.ToString());
            Assert.True(use.Attempts <= limits.Attempts && use.ModelCalls <= limits.ModelCalls && use.Verdicts <= limits.Verdicts && use.PromptTokens + use.AnswerTokens <= limits.Tokens, $"{limits} {use}");
            Assert.Equal(use.ModelCalls, run.Events.OfType<RunEvent.ModelCallStarted>().Count());
            Assert.Equal(run.Session.Nodes.Max(n => n.Value), run.Result.Best!.Value);
        }
    }

    [Theory]
    [InlineData("ldb-blocks", 1)]
    [InlineData("self-debug-trace-of-a-run", 1)]
    [InlineData("pgs-counterexample", 3)]
    [InlineData("reflexion-own-tests", 1)]
    [InlineData("auto-evidence", 2)]
    public async Task Evidence_that_an_earlier_run_gathered_is_not_gathered_again_and_costs_the_same(string name, int saved)
    {
        var preset = PresetScripts.Get(name);
        var first = await PresetRun.RunAsync(preset, new TemplateModel(preset.Script));

        var again = await PresetRun.RunAsync(preset, new TemplateModel(preset.Script), first.Events.Where(e => e is RunEvent.Traced or RunEvent.GeneratedChecksRun));

        Assert.Equal(first.Tree, again.Tree);
        Assert.Equal(first.Result.Use.Verdicts, again.Result.Use.Verdicts);
        Assert.Equal(first.Runs - saved, again.Runs);
    }

    [Fact]
    public void Every_strategy_of_the_catalogue_has_its_branches_here() =>
        Assert.Equal(StrategyCatalogue.Names.Order(), PresetScripts.All.Select(p => p.Strategy).Distinct().Order());

    [Fact]
    public async Task Every_call_is_recorded_with_its_template_and_the_template_s_hash()
    {
        foreach (var preset in PresetScripts.All.DistinctBy(p => p.Strategy))
        {
            var run = await PresetRun.RunAsync(preset, new TemplateModel(preset.Script));
            Assert.All(run.Events.OfType<RunEvent.ModelCallStarted>(), c => Assert.True(c.Template.Length > 0 && c.TemplateHash.Length == 64));
        }
    }
}
