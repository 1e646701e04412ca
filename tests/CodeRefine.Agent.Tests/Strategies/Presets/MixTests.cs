using System.Globalization;
using CodeRefine.Agent.Solving;
using CodeRefine.Core.Budgets;

namespace CodeRefine.Agent.Tests.Strategies.Presets;

/// <summary>
/// What <c>auto</c> is for: nobody knows beforehand whether a task is easy, whether its drafts can be mended, or whether they can't and only a new draft helps. On a mix of all these, with a simulated
/// model whose chances are known and which gains nothing from critiques or reflections, it solves more at an equal number of calls than any of its parts alone.
/// </summary>
public sealed class MixTests(ITestOutputHelper output)
{
    private const int RunsOfAKind = 100;

    private static readonly (string Name, Func<int, ChanceModel> Model)[] kinds =
    [
        ("easy", seed => new ChanceModel(write: 0.8, repair: 0.6, @break: 0.1, seed)),
        ("mendable", seed => new ChanceModel(write: 0.15, repair: 0.4, @break: 0.1, seed)),
        ("stubborn drafts", seed => new ChanceModel(write: 0.35, repair: 0.4, @break: 0.1, seed, mendable: 0.2)),
        ("written, not mended", seed => new ChanceModel(write: 0.3, repair: 0.03, @break: 0.3, seed)),
    ];

    // The strongest of the others on such a mix; self-debug, explain-then-fix and reflexion come to less, and each costs the test its time.
    private static readonly (string Strategy, (string Name, string Value)[] Options)[] others =
    [
        ("best-of-n", [("n", "100"), ("by", "checks")]),
        ("refine", []),
        ("iad", [("turns", "100"), ("samples", "3")]),
    ];

    /// <remarks>400 runs each, of the same seeds for all: a share is right within about 2.5 points, a difference within less.</remarks>
    [Theory]
    [InlineData(12)]
    [InlineData(20)]
    public async Task Auto_solves_more_of_a_mix_than_each_of_its_parts_alone(int calls)
    {
        var auto = await ShareAsync("auto", [], calls);

        foreach (var (strategy, options) in others)
        {
            var share = await ShareAsync(strategy, options, calls);
            Assert.True(auto > share, $"{strategy} solves {share:0.000} with {calls} calls, auto {auto:0.000}.");
        }
    }

    private async Task<double> ShareAsync(string strategy, (string Name, string Value)[] options, int calls)
    {
        var solved = new List<double>();
        foreach (var (_, model) in kinds)
        {
            var count = 0;
            for (var seed = 0; seed < RunsOfAKind; seed++)
            {
                // As many attempts as calls are never the bound.
                var preset = new Preset(strategy, "mix") { Script = new Dictionary<string, string[]>(), Wanted = ["alpha", "beta"], Options = options.ToDictionary(o => o.Name, o => o.Value) };
                var run = await PresetRun.RunAsync(preset, model(seed), limits: new BudgetLimits { Attempts = 2 * calls, ModelCalls = calls });
                count += run.Result.Outcome == SolveOutcome.Solved ? 1 : 0;
            }

            solved.Add((double)count / RunsOfAKind);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calls} calls, {strategy}: {solved.Average():0.000} of all; {string.Join(", ", kinds.Zip(solved, (k, s) => string.Create(CultureInfo.InvariantCulture, $"{k.Name} {s:0.00}")))}"));
        return solved.Average();
    }
}
