using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Evidence;
using CodeRefine.Agent.Generated;
using CodeRefine.Agent.Prompts;
using CodeRefine.Agent.Repair;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Agent.Tests.Fakes;
using CodeRefine.Agent.Tests.Repair;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Verdicts;
using CodeRefine.Roslyn.Instrument.Tracing;

namespace CodeRefine.Agent.Tests.Strategies.Presets;

/// <summary>Every preset on a small problem with the real compiler and a real sandbox. The model is a script: wrong first, right then.</summary>
public sealed class SandboxedPresetTests(RepairWorld world) : IClassFixture<RepairWorld>
{
    private const string Start = "public static class Sum\n{\n    public static int Of(int[] numbers) => throw new System.NotImplementedException();\n}\n";
    private const string Wrong = "```csharp path=Sum.cs\npublic static class Sum\n{\n    public static int Of(int[] numbers)\n    {\n        var sum = 0;\n        for (var i = 1; i < numbers.Length; i++)\n        {\n            sum += numbers[i] * 3;\n        }\n\n        return sum;\n    }\n}\n```";
    private const string Right = "```csharp path=Sum.cs\npublic static class Sum\n{\n    public static int Of(int[] numbers)\n    {\n        var sum = 0;\n        foreach (var number in numbers)\n        {\n            sum += number;\n        }\n\n        return sum;\n    }\n}\n```";

    public static TheoryData<string> Names => [.. StrategyCatalogue.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_preset_solves_a_sample_in_the_sandbox(string name)
    {
        var run = await world.StartAsync(SourceTree.From(("Sum.cs", Start)), "[Fact] public void Of_none() => Assert.Equal(0, Sum.Of([])); [Fact] public void Of_three() => Assert.Equal(6, Sum.Of([1, 2, 3]));", with: s => s with
        {
            Tracer = new RoslynTracer(world.Builder),
            Generators = [new ShapeCheckGenerator(world.Builder)],
            CheckScreen = new CheckScreen(world.Builder),
            Regressions = new RegressionWriter(),
            Clusters = new BehaviourClusters(world.Builder),
        });
        var model = new TemplateModel(new Dictionary<string, string[]> { ["solve"] = [Wrong, Right], ["alphacodium-code"] = [Wrong, Right], ["rethink-code"] = [Wrong, Right], ["*"] = [Right] });
        var parts = new StrategyParts { Model = new ChatStation(model, new PromptLibrary()), Repair = name == "refine" ? new RepairProposer(world.Builder, new RepairOptions { MaxCandidates = 20 }) : null };
        var strategy = StrategyCatalogue.Get(name).Create(parts, name == "best-of-n" ? new Dictionary<string, string> { ["n"] = "2" } : null);

        await strategy.RunAsync(run.Session, TestContext.Current.CancellationToken);

        Assert.Equal(VerdictKind.Passed, run.Session.Answer.Verdict.Kind);
        Assert.NotEmpty(model.Calls);
        if (name == "ldb")
        {
            Assert.Contains(model.Calls, c => c.Template == "ldb-blocks" && c.Prompt.Contains("sum=15"));
        }
    }
}
