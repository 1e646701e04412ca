using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Prompts;
using CodeRefine.Agent.Tests.Fakes;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Tests.Strategies.Sketches;

/// <summary>Three of the hardest of the next dozen as sketches: they need nothing of the engine that is not there, and bring their prompts in a folder as a user would.</summary>
public sealed class SketchTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("coderefine-sketches-").FullName;

    [Fact]
    public async Task Pdr_drafts_distils_and_drafts_again_from_the_workspace()
    {
        Templates("pdr-draft", "pdr-distil");
        var (session, model, events) = await Run(m => new PdrSketch(m), ("pdr-draft", [Code("one"), Code("two"), Code("no"), Code("one two")]), ("pdr-distil", ["One wrote one, one wrote two: write both."]));

        Assert.Equal(3, model.Calls.Count(c => c.Template == "pdr-draft" && !c.Prompt.Contains("write both")));
        Assert.Contains(model.Calls, c => c.Template == "pdr-draft" && c.Prompt.Contains("write both"));
        Assert.Contains(events, e => e is RunEvent.Noted { Step: "workspace" });
        Assert.False(session.Best.Verdict.Passed && session.Nodes.Count < 4);
    }

    [Fact]
    public async Task Debaters_revise_side_by_side_and_a_judge_chooses_among_equals()
    {
        Templates("debate-revise", "debate-judge");
        var (session, _, _) = await Run(m => new DebateSketch(m), ("solve", [Code("one"), Code("two"), Code("no")]), ("debate-revise", ["", "", "", Code("one two"), Code("two one"), Code("never")]), ("debate-judge", ["The second: 2"]));

        Assert.Equal(["one two", "two one"], session.Nodes.Where(n => n.Verdict.Passed).Select(n => n.Tree["Text.cs"].Text[16..23]));
        Assert.Equal("debater-2", session.Answer.Proposal!.Proposer);
    }

    [Fact]
    public async Task Swe_search_goes_back_to_the_better_state_and_shows_a_sibling_the_feedback()
    {
        Templates("swe-act", "swe-value");
        var (session, model, _) = await Run(
            m => new SweSearchSketch(m),
            ("solve", [Code("no")]),
            ("swe-act", [Code("no"), Code("one"), Code("one two")]),
            ("swe-value", ["""{"reward": -80, "feedback": "Try to write one."}""", """{"reward": 60, "feedback": "Go on."}""", """{"reward": 100, "feedback": ""}"""]));

        Assert.True(session.Best.Verdict.Passed);
        Assert.Contains(model.Calls, c => c.Template == "swe-act" && c.Prompt.Contains("Try to write one."));
        Assert.Equal(2, session.Best.Parent!.Attempt);
    }

    public void Dispose() => Directory.Delete(folder, true);

    private void Templates(params string[] names)
    {
        foreach (var name in names)
        {
            File.WriteAllText(Path.Combine(folder, $"{name}.md"), "=== user\n{{>_material}}\n{{others}}\n{{feedback}}\n");
        }
    }

    private async Task<(Session Session, TemplateModel Model, List<RunEvent> Events)> Run(Func<ChatStation, IStrategy> strategy, params (string Template, string[] Answers)[] script)
    {
        var world = new TextWorld("class Text { }", "one", "two");
        var model = new TemplateModel(script.ToDictionary(s => s.Template, s => s.Answers));
        var session = world.Session();
        await session.StartAsync(default);
        await strategy(new ChatStation(model, new PromptLibrary(folder))).RunAsync(session, default);
        return (session, model, world.Events);
    }

    private static string Code(string words) => $"```csharp path=Text.cs\nclass Text {{ /* {words} */ }}\n```";
}
