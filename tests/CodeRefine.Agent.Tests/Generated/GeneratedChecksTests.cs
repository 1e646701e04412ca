using System.Text.Json;
using CodeRefine.Agent.Generated;
using CodeRefine.Agent.Prompts;
using CodeRefine.Agent.Tests.Fakes;
using CodeRefine.Agent.Tests.Repair;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Events;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Agent.Tests.Generated;

/// <summary>Generated checks in a real sandbox; the models are scripted.</summary>
public sealed class GeneratedChecksTests(RepairWorld world) : IClassFixture<RepairWorld>
{
    private const string Codec = "public static class Codec { public static string Encode(string text) => text.Replace(',', ';'); public static string Decode(string text) => text.Replace(';', ','); }";
    private const string RightCodec = "using System.Linq; public static class Codec { public static string Encode(string text) => string.Concat(text.Select(c => c == ',' ? ';' : c == ';' ? ',' : c)); public static string Decode(string text) => Encode(text); }";
    private const string CodecChecks = "[Fact] public void A_comma() => Assert.Equal(\"a;b\", Codec.Encode(\"a,b\")); [Fact] public void And_back() => Assert.Equal(\"a,b\", Codec.Decode(\"a;b\"));";

    [Fact]
    public async Task A_brute_force_twin_finds_a_small_counterexample_and_it_stays_as_a_regression_check()
    {
        var model = new ScriptedModel("""
            ```csharp
            using CodeRefine.Properties;
            using Xunit;
            public class Twins
            {
                private static int Twin(int[] values) { var best = int.MinValue; foreach (var v in values) if (v > best) best = v; return best; }
                [Property] public void It_agrees_with_brute_force([Range(-9, 9)] [Length(1, 6)] int[] values) => Assert.Equal(Twin(values), Numbers.Largest(values));
            }
            ```
            """);
        var run = await StartAsync("public static class Numbers { public static int Largest(int[] values) { var best = 0; foreach (var v in values) if (v > best) best = v; return best; } }", "[Fact] public void Of_three() => Assert.Equal(3, Numbers.Largest(new[] { 1, 3, 2 }));");
        Assert.True(run.Session.Root.Verdict.Passed);

        // The code is not known to be right to the one who asks here: the node stands for one that fails.
        var screened = await run.Session.GenerateChecksAsync(Failing(run.Session.Root), CheckRequest.Default, [new ChatCheckGenerator(model, new PromptLibrary(), "scripted", ChatCheckGenerator.Twin)], Token);
        run.Session.Keep(screened.Select(s => s.Check));
        var report = await run.Session.FalsifyAsync(run.Session.Root, null, Token);

        var found = Assert.Single(report.Falsifications);
        Assert.Equal(GeneratedKind.Twin, found.Check.Kind);
        Assert.Equal("model", found.Check.Provenance.Author);
        Assert.Equal("check-twin", found.Check.Provenance.Template);
        Assert.Equal("[-1]", Assert.Single(found.Inputs));
        var regression = Assert.Single(run.Session.Generated, c => c.Kind == GeneratedKind.Regression);
        Assert.Equal(new Provenance(Provenance.Counterexample, found.Check.Id), regression.Provenance);

        var before = await run.Session.RunGeneratedAsync(run.Session.Root.Tree, [regression], Token);
        var after = await run.Session.RunGeneratedAsync(SourceTree.From(("Code.cs", "public static class Numbers { public static int Largest(int[] values) { var best = values[0]; foreach (var v in values) if (v > best) best = v; return best; } }")), [regression], Token);
        Assert.False(before.Holds(regression));
        Assert.True(after.Holds(regression), after.BuildProblem ?? after.Report!.Results[0].Failures.FirstOrDefault()?.Message);
    }

    [Fact]
    public async Task Shapes_find_what_the_visible_checks_leave_out_without_a_model()
    {
        var run = await StartAsync(Codec, CodecChecks);

        var screened = await run.Session.GenerateChecksAsync(Failing(run.Session.Root), CheckRequest.Default, null, Token);
        run.Session.Keep(screened.Select(s => s.Check).Where(c => c.Provenance.Detail == "round-trip"));
        var report = await run.Session.FalsifyAsync(run.Session.Root, null, Token);

        var found = Assert.Single(report.Falsifications, f => f.Check.Provenance == new Provenance(Provenance.Shape, "round-trip"));
        Assert.Equal("Decode gives back what Encode was given", found.Check.Title);
        Assert.Equal("\";\"", Assert.Single(found.Inputs));
        Assert.Empty((await run.Session.RunGeneratedAsync(SourceTree.From(("Code.cs", RightCodec)), [found.Check], Token)).Falsifications);
    }

    [Fact]
    public async Task What_was_found_out_is_in_the_journal_as_it_was()
    {
        var run = await StartAsync(Codec, CodecChecks);
        var screened = await run.Session.GenerateChecksAsync(run.Session.Root, CheckRequest.Default, null, Token);
        await run.Session.FalsifyAsync(run.Session.Root, [.. screened.Select(s => s.Check)], Token);

        var recorded = run.Events.Where(e => e is RunEvent.ChecksGenerated or RunEvent.GeneratedChecksRun).Select(e => JsonSerializer.Serialize(e, Journal)).ToList();
        var read = recorded.Select(l => JsonSerializer.Deserialize<RunEvent>(l, Journal)!).ToList();

        Assert.Equal(recorded, read.Select(e => JsonSerializer.Serialize(e, Journal)));
        Assert.Contains(read, e => e is RunEvent.ChecksGenerated { Checks: var checks } && checks.Any(c => c.Check.Provenance.Detail == "round-trip" && c.Status == GeneratedStatus.Suspect));
        Assert.Contains(read, e => e is RunEvent.GeneratedChecksRun { Regressions: [.., { Kind: GeneratedKind.Regression }] });
    }

    [Fact]
    public async Task Methods_of_objects_are_tried_too_with_what_their_constructor_takes()
    {
        var run = await StartAsync(
            "public sealed class Cipher(int shift) { public string Encode(string text) => string.Concat(System.Linq.Enumerable.Select(text, c => (char)(c + shift))); public string Decode(string text) => string.Concat(System.Linq.Enumerable.Select(text, c => (char)(c - 3))); }",
            "[Fact] public void Of_three() => Assert.Equal(\"d\", new Cipher(3).Encode(\"a\"));");

        var screened = await run.Session.GenerateChecksAsync(run.Session.Root, CheckRequest.Default, null, Token);
        var report = await run.Session.FalsifyAsync(run.Session.Root, [.. screened.Select(s => s.Check)], Token);

        var found = Assert.Single(report.Falsifications, f => f.Check.Provenance.Detail == "round-trip");
        Assert.Equal(2, found.Inputs.Length);
        Assert.NotEqual("3", found.Inputs[0]);
        Assert.Contains(run.Session.Generated, c => c.Kind == GeneratedKind.Regression && c.Provenance.Detail == found.Check.Id);
    }

    [Fact]
    public async Task A_check_that_passing_code_breaks_is_suspect_and_not_kept()
    {
        var run = await StartAsync(Codec, CodecChecks);

        var screened = await run.Session.GenerateChecksAsync(run.Session.Root, CheckRequest.Default, null, Token);

        var suspect = Assert.Single(screened, s => s.Check.Provenance.Detail == "round-trip");
        Assert.Equal(GeneratedStatus.Suspect, suspect.Status);
        Assert.Contains("passes every visible check and breaks it", suspect.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Session.Generated, c => c.Id == suspect.Check.Id);
        Assert.Contains(run.Session.Generated, c => c.Provenance.Detail == "never-throws");
    }

    [Fact]
    public async Task What_does_not_compile_hangs_asserts_nothing_or_comes_twice_is_told_apart()
    {
        var run = await StartAsync("public static class P { public static int One() => 1; }", "[Fact] public void One() => Assert.Equal(1, P.One());");
        GeneratedCheck[] proposed =
        [
            Test("Good", "Xunit.Assert.Equal(1, P.One());"),
            Test("Wrong", "Xunit.Assert.Equal(1, P.Two());"),
            Test("Mute", "P.One();"),
            Test("Beside", "Xunit.Assert.True(System.DateTime.UnixEpoch.Year == 1970);"),
            Test("Endless", "while (true) P.One(); Xunit.Assert.Equal(1, P.One());"),
            Test("Good", "Xunit.Assert.Equal( 1, P.One() );"),
            CheckSources.Make(GeneratedKind.Invariant, "No values", $"public class {CheckSources.ClassName} {{ [CodeRefine.Properties.Property] public bool No(System.IO.Stream stream) => P.One() == 1; }}", Source),
        ];

        var screened = await run.Session.Screen(proposed);

        Assert.Equal(
            [GeneratedStatus.Kept, GeneratedStatus.DoesNotCompile, GeneratedStatus.Empty, GeneratedStatus.Empty, GeneratedStatus.Unusable, GeneratedStatus.Duplicate, GeneratedStatus.Unusable],
            screened.Select(s => s.Status));
        Assert.Contains("CS0117", screened[1].Reason, StringComparison.Ordinal);
        Assert.All(screened.Where(s => s.Status != GeneratedStatus.Kept), s => Assert.NotEmpty(s.Reason));
    }

    [Fact]
    public async Task Generated_checks_never_touch_a_verdict_and_their_runs_are_drawn_from_the_budget()
    {
        var run = await StartAsync("public static class P { public static int One() => 1; }", "[Fact] public void One() => Assert.Equal(1, P.One());", new BudgetLimits { Verdicts = 3 });
        var wrong = Test("Wrong", "Xunit.Assert.Equal(2, P.One());");
        run.Session.Keep([wrong]);

        var report = await run.Session.FalsifyAsync(run.Session.Root, null, Token);
        var verdict = await run.Session.VerifyAsync(run.Session.Root.Tree, Token);

        Assert.Single(report.Falsifications);
        Assert.Equal(VerdictKind.Passed, verdict.Kind);
        Assert.Equal(["Tests.One"], verdict.Report!.Results.Select(r => r.Check.Id));
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => run.Session.FalsifyAsync(run.Session.Root, null, Token));
    }

    private static JsonSerializerOptions Journal { get; } = new(JsonSerializerDefaults.Web);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Provenance Source { get; } = new(Provenance.Model, "scripted");

    private static GeneratedCheck Test(string name, string body) =>
        CheckSources.Make(GeneratedKind.Test, name, $"public class {CheckSources.ClassName} {{ [Xunit.Fact] public void {name}() {{ {body} }} }}", Source);

    /// <summary>The same state, with a verdict that does not speak for it.</summary>
    private static Node Failing(Node node) => new() { Id = "x", Attempt = 0, Tree = node.Tree, Verdict = node.Verdict with { Kind = VerdictKind.CheckFailed }, Critique = node.Critique };

    private Task<RepairRun> StartAsync(string source, string checks, BudgetLimits? limits = null) => world.StartAsync(SourceTree.From(("Code.cs", source)), checks, limits, s => s with
    {
        Generators = [new ShapeCheckGenerator(world.Builder)],
        CheckScreen = new CheckScreen(world.Builder),
        Regressions = new RegressionWriter(),
    });
}

internal static class Screening
{
    public static async Task<IReadOnlyList<ScreenedCheck>> Screen(this Session session, IReadOnlyList<GeneratedCheck> proposed) =>
        await session.GenerateChecksAsync(session.Root, CheckRequest.Default, [new Fixed(proposed)], TestContext.Current.CancellationToken);

    private sealed class Fixed(IReadOnlyList<GeneratedCheck> proposed) : ICheckGenerator
    {
        public string Name => "fixed";

        public Task<System.Collections.Immutable.ImmutableArray<GeneratedCheck>> ProposeAsync(Session session, Node node, CheckRequest request, CancellationToken cancellationToken) =>
            Task.FromResult<System.Collections.Immutable.ImmutableArray<GeneratedCheck>>([.. proposed]);
    }
}
