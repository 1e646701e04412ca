using CodeRefine.Agent.Prompts;
using CodeRefine.Agent.Strategies.BestOfN;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Core;

namespace CodeRefine.Agent.Tests.Strategies;

public class CatalogueTests
{
    [Fact]
    public void Every_strategy_says_whose_it_is_what_it_costs_and_when_to_use_it()
    {
        Assert.Equal(12, StrategyCatalogue.All.Length);
        Assert.Equal(StrategyCatalogue.Names.Distinct(), StrategyCatalogue.Names);
        Assert.All(StrategyCatalogue.All, e => Assert.All([e.Name, e.Summary, e.Paper, e.Cost, e.WhenToUse], t => Assert.NotEmpty(t)));
        Assert.All(StrategyCatalogue.All.Where(e => e.Name != "auto"), e => Assert.Matches(@"^\d{4}\.\d{5}$", e.ArXiv));
    }

    [Fact]
    public void Every_strategy_whose_model_writes_critiques_can_have_them_tried_first() => Assert.Equal(
        ["alphacodium", "auto", "ldb", "refine", "reflexion", "rethink-mcts", "self-debug", "taxonomy"],
        StrategyCatalogue.All.Where(e => e.Options.Any(o => o.Name == "gate")).Select(e => e.Name).Order());

    [Fact]
    public void Every_option_s_default_is_one_of_its_values()
    {
        foreach (var entry in StrategyCatalogue.All)
        {
            entry.Require(entry.Options.ToDictionary(o => o.Name, o => o.Default));
            Assert.All(entry.Options, o => Assert.True(o.Description.Length > 0 && o.Expected.Length > 0));
        }
    }

    [Fact]
    public void Options_are_typed_and_a_wrong_one_is_told()
    {
        var entry = (StrategyEntry<BestOfNOptions>)StrategyCatalogue.Get("best-of-n");
        var read = entry.Read(new Dictionary<string, string> { ["n"] = "3", ["by"] = "checks", ["stop"] = "first", ["temperature"] = "0.5" });
        Assert.Equal(new BestOfNOptions { N = 3, By = BestOfNChoice.Checks, Stop = BestOfNStop.First, Temperature = 0.5 }, read);

        Assert.Contains("did you mean `wave`?", Assert.Throws<UserErrorException>(() => entry.Require(new Dictionary<string, string> { ["waves"] = "3" })).Message);
        Assert.Contains("`0` is not a whole number from 1", Assert.Throws<UserErrorException>(() => entry.Require(new Dictionary<string, string> { ["n"] = "0" })).Message);
        Assert.Contains("did you mean `checks`?", Assert.Throws<UserErrorException>(() => entry.Require(new Dictionary<string, string> { ["by"] = "check" })).Message);
        Assert.Contains("did you mean `best-of-n`?", Assert.Throws<UserErrorException>(() => StrategyCatalogue.Get("bestofn")).Message);
    }

    [Fact]
    public void A_strategy_that_needs_a_model_says_so_and_auto_and_refine_need_none()
    {
        var error = Assert.Throws<UserErrorException>(() => StrategyCatalogue.Get("ldb").Create(new StrategyParts()));
        Assert.Contains("The strategy ldb asks a model and none is configured", error.Message);
        Assert.Equal(["auto", "refine"], StrategyCatalogue.All.Where(e => !e.NeedsModel).Select(e => e.Name));
    }

    [Fact]
    public void Every_template_parses_and_what_it_includes_is_part_of_its_hash()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var own = new PromptLibrary(folder);
            var names = PromptLibrary.Names.Where(n => n[0] != '_').ToList();
            Assert.All(names, n => Assert.NotNull(own.Get(n)));
            File.WriteAllText(Path.Combine(folder, "_rules.md"), "- Be brief.\n");

            var changed = new PromptLibrary(folder);
            Assert.NotEqual(own.Get("ldb-fix").Hash, changed.Get("ldb-fix").Hash);
            Assert.Equal(own.Get("solve").Hash, changed.Get("solve").Hash);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }
}
