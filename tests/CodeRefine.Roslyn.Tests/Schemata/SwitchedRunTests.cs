using CodeRefine.Core.Builds;
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
    private static readonly int sample = int.TryParse(Environment.GetEnvironmentVariable("CODEREFINE_SCHEMATA_SAMPLE"), out var n) ? n : 25;

    public static TheoryData<string> Names => [.. Programs.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_edit_that_is_switched_on_does_what_it_does_when_built_alone(string name)
    {
        var problem = Problem(Programs.All[name]);
        var edits = await EditsOf(problem);
        var made = await builder.BuildSchemataAsync(problem, problem.Sources, edits, budgets, default);
        Assert.NotNull(made);
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

    private static IEnumerable<T> Sample<T>(IReadOnlyList<T> all)
    {
        var random = new Random(7);
        return all.Count <= sample ? all : Enumerable.Range(0, sample).Select(_ => all[random.Next(all.Count)]).Distinct();
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
        return [.. new EditSearch(compilation, _ => true, Suspicion.None, LiteralPool.From(compilation.SyntaxTrees.Select(t => t.GetRoot()), "")).Edits().Select(e => e.Edit).Take(2_000)];
    }

    private static Problem Problem(string candidate) => Builders.Problem(candidate, "using Xunit; public class T { [Fact] public void A() { } }");
}
