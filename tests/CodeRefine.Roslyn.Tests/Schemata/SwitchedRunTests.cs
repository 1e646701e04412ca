using System.Collections.Immutable;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Instrument;
using CodeRefine.Roslyn.Instrument.Schemata;
using CodeRefine.Roslyn.Repair;
using CodeRefine.Roslyn.Repair.Edits;
using CodeRefine.Roslyn.Repair.Localisation;
using CodeRefine.Roslyn.Tests.Compile;
using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Tests.Schemata;

/// <summary>What a switched edit does is what the edited and rebuilt program does.</summary>
public class SwitchedRunTests(ITestOutputHelper output)
{
    private static readonly RoslynBuilder builder = Builders.New();
    private static readonly InstrumentOptions budgets = new() { StepLimit = 2_000, DepthLimit = 200 };
    private static readonly int sample = int.TryParse(Environment.GetEnvironmentVariable("CODEREFINE_SCHEMATA_SAMPLE"), out var n) ? n : 10;

    public static TheoryData<string> Names => [.. Programs.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_edit_that_is_switched_on_does_what_it_does_when_built_alone(string name)
    {
        var problem = Problem(Programs.All[name]);
        var edits = await EditsOf(problem);
        var made = await builder.BuildSchemataAsync(problem, problem.Sources, edits, budgets, default);
        Assert.NotNull(made);
        Assert.True(made.Edits.Length > 3 * made.NotSwitchable.Length, $"{made.Edits.Length} switchable, {made.NotSwitchable.Length} not, {made.Timings}");
        output.WriteLine($"{edits.Count} edits, {made.Edits.Length} switchable, {made.NotSwitchable.Length} not, {made.Sites} sites, {made.Timings}");
        using var switched = new SwitchedProgram(made.Build);
        using (var plain = new SwitchedProgram((await builder.BuildInstrumentedAsync(problem, problem.Sources, budgets, default))!.Build))
        {
            Assert.Equal(plain.RunAll(Programs.Inputs), switched.RunAll(Programs.Inputs));
        }

        var faults = new List<string>();
        foreach (var edit in Sample(made.Edits))
        {
            var alone = await Alone(problem, edit.Edit);
            if (alone is null)
            {
                faults.Add($"does not compile alone: {edit.Edit.Summary}");
                continue;
            }

            var answers = switched.RunAll(Programs.Inputs, (edit.Site, edit.Alternative));
            if (answers != alone)
            {
                faults.Add($"{edit.Edit.Summary} [{edit.Edit.Changes[0]}]\n  alone    {alone}\n  switched {answers}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Edits_at_two_places_can_be_on_together()
    {
        var problem = Problem(Programs.All["loops"]);
        var made = (await builder.BuildSchemataAsync(problem, problem.Sources, await EditsOf(problem), budgets, default))!;
        using var switched = new SwitchedProgram(made.Build);
        var random = new Random(3);
        var text = problem.Sources["Code.cs"].Text;
        var tried = 0;
        for (var attempt = 0; tried < 12; attempt++)
        {
            Assert.True(attempt < 3_000, $"only {tried} pairs compile");
            var (one, other) = (made.Edits[random.Next(made.Edits.Length)], made.Edits[random.Next(made.Edits.Length)]);
            var (a, b) = (one.Edit.Changes[0], other.Edit.Changes[0]);
            var lines = text.AsSpan(Math.Min(a.Span.End, b.Span.End), Math.Max(0, Math.Max(a.Span.Start, b.Span.Start) - Math.Min(a.Span.End, b.Span.End)));
            if (a.Span.Start > b.Span.Start || !lines.Contains(';') || one.Site == other.Site)
            {
                continue;
            }

            var both = one.Edit with { Changes = [a, b] };
            if (await Alone(problem, both) is { } alone)
            {
                tried++;
                Assert.Equal(alone, switched.RunAll(Programs.Inputs, (one.Site, one.Alternative), (other.Site, other.Alternative)));
            }
        }
    }

    [Fact]
    public async Task What_does_not_compile_is_left_out_and_only_that()
    {
        var problem = Problem("public static class P { public static string Run(int n) { var a = n + 1; if (a > 2) { return \"big\"; } return \"small\" + a; } }");
        var text = problem.Sources["Code.cs"].Text;
        CandidateEdit[] edits =
        [
            Edit(text, "n + 1", "n - 1"), Edit(text, "n + 1", "m + 1"), Edit(text, "n + 1", "\"text\""), Edit(text, "a > 2", "a >= 2"), Edit(text, "a > 2", "a"),
            Edit(text, "return \"small\" + a;", "a++;"), Edit(text, "return \"big\";", ""), Edit(text, "return \"big\";", "return 5;"), Edit(text, "var a", "long a"), Edit(text, "\"small\" + a", "\"small\" - a"),
        ];

        var made = (await builder.BuildSchemataAsync(problem, problem.Sources, edits, budgets, default))!;

        Assert.Equal([0, 3, 6], made.Edits.Select(e => e.Order));
        Assert.Contains(edits[8], made.NotSwitchable);
        Assert.DoesNotContain(made.NotSwitchable, e => e == edits[1] || e == edits[4] || e == edits[5] || e == edits[7] || e == edits[9]);
        using var switched = new SwitchedProgram(made.Build);
        Assert.Equal("big|small2", switched.RunAll([4, 1]));
        Assert.Equal("big|small0", switched.RunAll([4, 1], On(made, 0)));
        Assert.Equal("big|big", switched.RunAll([4, 1], On(made, 3)));
        Assert.Equal("small5|small2", switched.RunAll([4, 1], On(made, 6)));
    }

    [Fact]
    public async Task An_edit_that_hangs_or_recurses_for_ever_ends_by_its_budget_and_harms_no_other()
    {
        var problem = Problem("public static class P { public static string Run(int n) { var i = 0; while (i < 3) { i++; } return Down(i).ToString(); } private static int Down(int k) { if (k <= 0) return 0; return 1 + Down(k - 1); } }");
        var text = problem.Sources["Code.cs"].Text;
        var made = (await builder.BuildSchemataAsync(problem, problem.Sources, [Edit(text, "i++;", "i--;"), Edit(text, "k - 1", "k + 1"), Edit(text, "i++;", "i += 2;"), Edit(text, "i++;", "while (true) { }"), Edit(text, "{ i++; }", "{ i--; { i++; } }"), Edit(text, "return Down(i).ToString();", "int F(int q) => F(q) + 1; return F(1).ToString();")], budgets, default))!;
        Assert.Equal(6, made.Edits.Length);
        using var switched = new SwitchedProgram(made.Build);

        for (var round = 0; round < 3; round++)
        {
            foreach (var endless in new[] { 0, 1, 3, 4, 5 })
            {
                Assert.Equal("throws StepBudgetExceededException", switched.RunAll([1], On(made, endless)));
                Assert.Equal("3", switched.RunAll([1]));
                Assert.Equal("4", switched.RunAll([1], On(made, 2)));
            }
        }

        switched.Set("StepLimit", 3L);
        Assert.Equal("throws StepBudgetExceededException", switched.RunAll([1]));
        switched.Set("StepLimit", 1_000L);
        switched.Set("DepthLimit", 3);
        Assert.Equal("throws StepBudgetExceededException", switched.RunAll([1]));
        switched.Set("DepthLimit", 50);
        Assert.Equal("3", switched.RunAll([1]));
        Assert.Equal(5, switched.Field<int>("Deepest"));
        Assert.Equal(8L, switched.Field<long>("Steps"));
    }

    [Fact]
    public async Task An_old_language_version_has_its_edits_switched_too()
    {
        var problem = Problem("public static class P { public static string Run(int n) { int a = n + 1; return a > 2 ? \"big\" + $\"{a}\" : \"small\"; } }");
        problem = problem with { Compile = problem.Compile with { LangVersion = "7.3", Nullable = "disable" } };
        var text = problem.Sources["Code.cs"].Text;
        var made = (await builder.BuildSchemataAsync(problem, problem.Sources, [Edit(text, "n + 1", "n - 1"), Edit(text, "n + 1", "n + 2"), Edit(text, "n + 1", "n * 7"), Edit(text, "a > 2", "a > 3")], budgets, default))!;
        using var switched = new SwitchedProgram(made.Build);

        Assert.Equal("big3", switched.RunAll([2]));
        Assert.Equal(["small", "big4", "big14", "small"], Enumerable.Range(0, 4).Select(i => switched.RunAll([2], On(made, i))));
    }

    [Fact]
    public async Task An_edit_that_needs_a_refused_API_does_not_get_in_with_the_others()
    {
        var problem = Problem("public static class P { public static string Run(int n) { return n.ToString(); } }");
        var text = problem.Sources["Code.cs"].Text;
        var made = await builder.BuildSchemataAsync(problem, problem.Sources, [Edit(text, "n.ToString()", "System.Diagnostics.Process.GetCurrentProcess().ProcessName")], budgets, default);

        Assert.Null(made);
    }

    private static (int Site, int Alternative) On(SchemataBuild made, int order) => made.Edits.Where(e => e.Order == order).Select(e => (e.Site, e.Alternative)).Single();

    private static CandidateEdit Edit(string text, string old, string now) =>
        new() { Path = "Code.cs", Changes = [new(new(text.IndexOf(old, StringComparison.Ordinal), old.Length), now)], Family = "test", Summary = $"{old} → {now}", Prior = 1 };

    private static IEnumerable<SwitchableEdit> Sample(ImmutableArray<SwitchableEdit> all)
    {
        var random = new Random(7);
        return all.Length <= sample ? all : Enumerable.Range(0, sample).Select(_ => all[random.Next(all.Length)]).Distinct();
    }

    private static async Task<string?> Alone(Problem problem, CandidateEdit edit)
    {
        var tree = problem.Sources.With(edit.Path, edit.ApplyTo(problem.Sources[edit.Path].Text));
        if (await builder.BuildInstrumentedAsync(problem, tree, budgets, default) is not { } built)
        {
            return null;
        }

        using var program = new SwitchedProgram(built.Build);
        return program.RunAll(Programs.Inputs);
    }

    private static async Task<IReadOnlyList<CandidateEdit>> EditsOf(Problem problem)
    {
        var compilation = await builder.CandidateCompilationAsync(problem, problem.Sources, default);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
        return [.. new EditSearch(compilation, _ => true, Suspicion.None, LiteralPool.From(compilation.SyntaxTrees.Select(t => t.GetRoot()), "")).Edits().Select(e => e.Edit).Take(700)];
    }

    private static Problem Problem(string candidate) => Builders.Problem(candidate, "using Xunit; public class T { [Fact] public void A() { } }");
}
