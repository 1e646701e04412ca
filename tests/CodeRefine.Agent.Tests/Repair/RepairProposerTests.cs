using CodeRefine.Agent.Repair;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Events;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Agent.Tests.Repair;

/// <summary>Small defective programs through the real builder and sandbox.</summary>
public sealed class RepairProposerTests(RepairWorld world) : IClassFixture<RepairWorld>
{
    /// <summary>What is found must not depend on how busy the machine is; the first edit that passes will do.</summary>
    private static readonly RepairOptions Patient = new() { CallTime = TimeSpan.FromHours(1), MoreAfterFirst = 0 };

    [Theory]
    [InlineData("off by one",
        "public static class C { public static int Sum(int[] a)\n{\n    var s = 0;\n    for (var i = 1; i < a.Length; i++)\n    {\n        s += a[i];\n    }\n\n    return s;\n} }",
        "[Fact] public void All() => Assert.Equal(6, C.Sum([1, 2, 3])); [Fact] public void None() => Assert.Equal(0, C.Sum([])); [Fact] public void One() => Assert.Equal(5, C.Sum([5]));")]
    [InlineData("wrong operator",
        "public static class C { public static bool Between(int x, int low, int high) => x >= low || x <= high; }",
        "[Theory, InlineData(5, true), InlineData(0, false), InlineData(11, false), InlineData(1, true), InlineData(10, true)] public void Is(int x, bool wanted) => Assert.Equal(wanted, C.Between(x, 1, 10));")]
    [InlineData("past the end",
        "public static class C { public static int Find(int[] a, int x)\n{\n    for (var i = 0; i <= a.Length; i++)\n    {\n        if (a[i] == x)\n        {\n            return i;\n        }\n    }\n\n    return -1;\n} }",
        "[Fact] public void There() => Assert.Equal(1, C.Find([4, 5], 5)); [Fact] public void Absent() => Assert.Equal(-1, C.Find([4, 5], 6));")]
    [InlineData("endless loop",
        "public static class C { public static int Log(int n)\n{\n    var k = 0;\n    while (n > 1)\n    {\n        n = n / 1;\n        k++;\n    }\n\n    return k;\n} }",
        "[Fact] public void One() => Assert.Equal(0, C.Log(1)); [Fact] public void Eight() => Assert.Equal(3, C.Log(8)); [Fact] public void Nine() => Assert.Equal(3, C.Log(9));")]
    [InlineData("endless recursion",
        "public static class C { public static int Gcd(int a, int b) => b == 0 ? a : Gcd(a % b, b); }",
        "[Fact] public void Some() => Assert.Equal(4, C.Gcd(12, 8)); [Fact] public void Zero() => Assert.Equal(7, C.Gcd(7, 0)); [Fact] public void Prime() => Assert.Equal(1, C.Gcd(9, 7));")]
    [InlineData("integer division",
        "public static class C { public static double Mean(int[] a) => a.Sum() / a.Length; }",
        "[Fact] public void Half() => Assert.Equal(1.5, C.Mean([1, 2])); [Fact] public void Whole() => Assert.Equal(2.0, C.Mean([2]));")]
    [InlineData("empty input",
        "public static class C { public static int Longest(string[] words)\n{\n    var best = words[0].Length;\n    foreach (var w in words)\n    {\n        best = Math.Max(best, w.Length);\n    }\n\n    return best;\n} }",
        "[Fact] public void None() => Assert.Equal(0, C.Longest([])); [Fact] public void Two() => Assert.Equal(3, C.Longest([\"a\", \"abc\"]));")]
    [InlineData("shared instance",
        "public sealed class C { private readonly List<int> items = []; public void Add(int x) => items.Add(x); public List<int> Items => items; }",
        "[Fact] public void Kept() { var c = new C(); c.Add(1); c.Items.Clear(); Assert.Equal([1], c.Items); } [Fact] public void Added() { var c = new C(); c.Add(2); Assert.Equal([2], c.Items); }")]
    [InlineData("two defects",
        "public static class C { public static int Max(int a, int b) => a < b ? a : b; public static int Min(int a, int b) => a > b ? a : b; }",
        "[Fact] public void Larger() => Assert.Equal(3, C.Max(2, 3)); [Fact] public void Smaller() => Assert.Equal(2, C.Min(2, 3)); [Fact] public void Same() => Assert.Equal(2, C.Min(2, 2));")]
    [InlineData("compile errors and a wrong answer",
        "public static class C { public static int Count(string text, char wanted)\n{\n    var count = 1;\n    foreach (var c in txt)\n    {\n        if (c == wanted) count++\n    }\n\n    return count;\n} }",
        "[Fact] public void Two() => Assert.Equal(2, C.Count(\"hallo\", 'l')); [Fact] public void None() => Assert.Equal(0, C.Count(\"\", 'l'));")]
    [InlineData("a name that the checks spell otherwise",
        "public static class C { static int Twise(int x) => x * 2; }",
        "[Fact] public void Two() => Assert.Equal(4, C.Twice(2));")]
    public async Task A_defect_is_mended(string defect, string source, string checks)
    {
        var run = await world.StartAsync(SourceTree.From(("C.cs", source)), checks);
        Assert.NotEqual(VerdictKind.Passed, run.Session.Root.Verdict.Kind);
        var best = await run.RepairAsync(new RepairProposer(world.Builder, Patient));
        Assert.True(best.Verdict.Passed, $"{defect}: {best.Verdict.Kind}\n{best.Tree["C.cs"].Text}\n{best.Proposal?.Notes}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{best.Proposal!.Patch!.Summary}\n{best.Proposal.Notes}\n{best.Tree["C.cs"].Text}");
    }

    private const string Wrong = "public static class C { public static int Twice(int x)\n{\n    return x + 1;\n} }";
    private const string WrongChecks = "[Fact] public void One() => Assert.Equal(2, C.Twice(1)); [Fact] public void Three() => Assert.Equal(6, C.Twice(3));";

    [Fact]
    public async Task For_one_node_nothing_is_offered_twice()
    {
        var run = await world.StartAsync(SourceTree.From(("C.cs", Wrong)), WrongChecks);
        var proposer = new RepairProposer(world.Builder, Patient with { MaxCandidates = 80 });
        var offers = new List<string>();
        while (offers.Count < 12 && await proposer.ProposeAsync(run.Session, run.Session.Root, TestContext.Current.CancellationToken) is { Patch: { } patch })
        {
            var applied = Assert.IsType<PatchResult.Applied>(run.Session.Patcher.Apply(run.Session.Problem, run.Session.Root.Tree, patch));
            offers.Add(applied.Tree["C.cs"].Text);
        }

        Assert.NotEmpty(offers);
        Assert.Equal(offers.Count, offers.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_proposal_and_says_what_was_tried()
    {
        var first = await world.StartAsync(SourceTree.From(("C.cs", Wrong)), WrongChecks);
        var second = await world.StartAsync(SourceTree.From(("C.cs", Wrong)), WrongChecks);
        var one = await new RepairProposer(world.Builder, Patient).ProposeAsync(first.Session, first.Session.Root, TestContext.Current.CancellationToken);
        var other = await new RepairProposer(world.Builder, Patient).ProposeAsync(second.Session, second.Session.Root, TestContext.Current.CancellationToken);
        Assert.Equal(one!.Patch!.Summary, other!.Patch!.Summary);
        Assert.Matches(@"^Screened \d+ edits in \d+\.\d s \([\d,]+ a second in the sandbox\)(, \d+ by a build each)?; \d+ plausible", one.Notes);
        Assert.Contains(first.Events, e => e is RunEvent.Progress { Text: var text } && text.StartsWith("repair: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_only_files_and_checks_are_never_edited()
    {
        var run = await world.StartAsync(SourceTree.From(("ReadOnly.cs", Wrong), ("Other.cs", "public static class D { public static int Y => 1; }")), WrongChecks);
        var proposer = new RepairProposer(world.Builder, Patient with { MaxCandidates = 40 });
        var proposal = await proposer.ProposeAsync(run.Session, run.Session.Root, TestContext.Current.CancellationToken);
        Assert.Null(proposal);
    }

    [Fact]
    public async Task A_spent_budget_ends_the_search()
    {
        var run = await world.StartAsync(SourceTree.From(("C.cs", "public static class C { public static int F(int a, int b) { var c = a * b; return c - a + b; } }")), "[Fact] public void Odd() => Assert.Equal(987654, C.F(3, 4));", new BudgetLimits { Verdicts = 3 });
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => new RepairProposer(world.Builder, Patient with { FirstBatch = 20 }).ProposeAsync(run.Session, run.Session.Root, TestContext.Current.CancellationToken));

        // The root's own run, the coverage, and one screening of many edits.
        Assert.Equal(3, run.Session.Budget.Use.Verdicts);
    }

    [Fact]
    public async Task Two_defects_behind_one_check_are_mended_at_once()
    {
        const string Source = "public static class C { public static int Span(int[] a)\n{\n    var low = a[0];\n    var high = a[0];\n    foreach (var x in a)\n    {\n        if (x > low)\n        {\n            low = x;\n        }\n\n        if (x < high)\n        {\n            high = x;\n        }\n    }\n\n    return high - low;\n} }";
        const string Checks = "[Theory, InlineData(new[] { 1 }, 0), InlineData(new[] { 2, 5 }, 3), InlineData(new[] { 5, 2 }, 3), InlineData(new[] { 4, 9, 1 }, 8)] public void Is(int[] a, int wanted) => Assert.Equal(wanted, C.Span(a)); [Fact] public void Falls() => Assert.Equal(1, C.Span([7, 6]));";
        var run = await world.StartAsync(SourceTree.From(("C.cs", Source)), Checks);

        Assert.Equal(VerdictKind.CheckFailed, run.Session.Root.Verdict.Kind);
        var proposal = await new RepairProposer(world.Builder, Patient).ProposeAsync(run.Session, run.Session.Root, TestContext.Current.CancellationToken);

        Assert.NotNull(proposal);
        var expansion = await run.Session.ExpandAsync(run.Session.Root, proposal, TestContext.Current.CancellationToken);
        Assert.True(expansion.Node!.Verdict.Passed, $"{proposal.Notes}\n{expansion.Node.Tree["C.cs"].Text}");
    }

    [Fact]
    public async Task A_check_that_cannot_be_screened_still_decides()
    {
        // The one check that tells 2x from x² is of a shape that only xunit itself can run.
        const string Checks = "[Fact] public void Two() => Assert.Equal(4, C.Twice(2)); [Mine] public void Three() => Assert.Equal(6, C.Twice(3)); } public class MineAttribute : FactAttribute {";
        var run = await world.StartAsync(SourceTree.From(("C.cs", "public static class C { public static int Twice(int x)\n{\n    return x - x;\n} }")), Checks);

        var best = await run.RepairAsync(new RepairProposer(world.Builder, Patient));

        Assert.True(best.Verdict.Passed, $"{best.Proposal?.Notes}\n{best.Tree["C.cs"].Text}");
    }

    [Fact]
    public async Task A_candidate_that_knows_it_is_screened_gains_nothing()
    {
        // Where variants run, nobody reads the console, and it shows. Any edit of the first line looks right there; only its own build tells.
        const string Cheat = "public static class C { static bool Screened => Console.Out.Encoding.CodePage != 65001; public static int Twice(int x)\n{\n    var sum = x + 1;\n    return Screened && sum != x + 1 ? 2 * x : sum;\n} }";
        var run = await world.StartAsync(SourceTree.From(("C.cs", Cheat)), "[Fact] public void Four() => Assert.Equal(8, C.Twice(4)); [Fact] public void Two() => Assert.Equal(4, C.Twice(2));");

        Assert.Equal(VerdictKind.CheckFailed, run.Session.Root.Verdict.Kind);
        var proposal = await new RepairProposer(world.Builder, Patient).ProposeAsync(run.Session, run.Session.Root, TestContext.Current.CancellationToken);

        Assert.NotNull(proposal);
        var expansion = await run.Session.ExpandAsync(run.Session.Root, proposal, TestContext.Current.CancellationToken);
        Assert.True(expansion.Node!.Verdict.Passed, $"{proposal.Notes}\n{expansion.Node.Tree["C.cs"].Text}");
    }

    [Fact]
    public async Task The_checks_stay_as_they_are_even_where_every_path_may_be_edited()
    {
        // The quickest way to green would be another number in the check, which no edit of the program can reach.
        var run = await world.StartAsync(SourceTree.From(("C.cs", Wrong)), "[Fact] public void One() => Assert.Equal(2, C.Twice(1)); [Fact] public void Odd() => Assert.Equal(999_999_937, C.Twice(3));");
        var before = run.Session.Problem.CheckSources;
        var proposer = new RepairProposer(world.Builder, Patient with { MaxCandidates = 400, MaxPairs = 200, BuiltAfterAll = 4, BuiltOfABatch = 4 });
        var best = await run.RepairAsync(proposer, rounds: 2);

        Assert.False(best.Verdict.Passed);
        Assert.Same(before, run.Session.Problem.CheckSources);
        Assert.All(run.Session.Nodes, n => Assert.Equal("C.cs", Assert.Single(n.Tree.Files).Key));
    }

    [Fact]
    public async Task The_failing_feature_is_not_deleted_where_another_fix_is_there()
    {
        // Without the discount all checks pass too; it was meant to begin later.
        const string Source = "public static class C { public static int Price(int count)\n{\n    var price = count * 10;\n    if (count > 5)\n    {\n        price -= 5;\n    }\n\n    return price;\n} }";
        var run = await world.StartAsync(SourceTree.From(("C.cs", Source)), "[Fact] public void Few() => Assert.Equal(20, C.Price(2)); [Fact] public void Seven() => Assert.Equal(70, C.Price(7)); [Fact] public void Five() => Assert.Equal(50, C.Price(5));");
        var best = await run.RepairAsync(new RepairProposer(world.Builder, Patient));

        Assert.True(best.Verdict.Passed, best.Proposal?.Notes);
        Assert.Contains("price -= 5", best.Tree["C.cs"].Text);
        Assert.DoesNotContain("if (false", best.Tree["C.cs"].Text);
    }

    [Fact]
    public async Task A_program_that_no_edit_can_save_from_hanging_ends_the_search_in_its_time()
    {
        const string Source = "public static class C { public static int F(int n)\n{\n    while (true)\n    {\n        Thread.Sleep(1);\n    }\n} public static int G(int n) { for (;;) { } } }";
        var run = await world.StartAsync(SourceTree.From(("C.cs", Source)), "[Fact] public void F() => Assert.Equal(123_457, C.F(3)); [Fact] public void G() => Assert.Equal(77_773, C.G(9));");
        var started = TimeProvider.System.GetTimestamp();
        var proposer = new RepairProposer(world.Builder, new RepairOptions { CallTime = TimeSpan.FromSeconds(6) });
        await proposer.ProposeAsync(run.Session, run.Session.Root, TestContext.Current.CancellationToken);

        // What runs when the time is up may still end: a check's five seconds, and a machine with other work.
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(120));
    }
}
