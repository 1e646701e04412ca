using CodeRefine.Agent.Solving;

namespace CodeRefine.Agent.Tests.Strategies.Presets;

/// <summary>
/// The arithmetic of strategies, on a simulated model whose chances are known: over many runs they pass as often as mathematics says. The stations are in memory, since what is tested is which
/// candidate a strategy goes on from and when it stops.
/// </summary>
public sealed class ChanceTests
{
    private const int Runs = 600;
    private const double Write = 0.3, Repair = 0.4, Break = 0.2;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task Best_of_n_passes_as_often_as_one_of_n_drafts_does(int n) =>
        await Matches("best-of-n", 1 - Math.Pow(1 - (Write * Write), n), n, ("n", $"{n}"), ("by", "checks"));

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public async Task Refine_passes_as_often_as_a_chain_that_goes_on_from_the_best(int attempts)
    {
        // From nothing right a new draft is drawn, since the sources as they were are then the best; from one part right a revision, which loses nothing where it is worse.
        var (nothing, half, passed) = (1.0, 0.0, 0.0);
        for (var i = 0; i < attempts; i++)
        {
            passed += (nothing * Write * Write) + (half * Repair * (1 - Break));
            (nothing, half) = (nothing * (1 - Write) * (1 - Write), (nothing * 2 * Write * (1 - Write)) + (half * (1 - (Repair * (1 - Break)))));
        }

        await Matches("refine", passed, attempts);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    public async Task Iad_passes_as_often_as_the_best_of_each_turn_s_samples(int turns, int samples)
    {
        var (nothing, half, passed) = After(samples, Write);
        for (var i = 0; i < turns; i++)
        {
            // Where nothing is right yet, the sources as they were are revised: both parts are mended or not.
            var (still, mended, both) = After(samples, Repair);
            var vain = Math.Pow(1 - (Repair * (1 - Break)), samples);
            passed += (nothing * both) + (half * (1 - vain));
            (nothing, half) = (nothing * still, (nothing * mended) + (half * vain));
        }

        await Matches("iad", passed, (turns + 1) * samples, ("turns", $"{turns}"), ("samples", $"{samples}"));
    }

    /// <summary>The best of some independent candidates whose parts are each right with that chance: neither, one, both.</summary>
    private static (double Neither, double One, double Both) After(int samples, double chance)
    {
        var neither = Math.Pow((1 - chance) * (1 - chance), samples);
        var notBoth = Math.Pow(1 - (chance * chance), samples);
        return (neither, notBoth - neither, 1 - notBoth);
    }

    [Fact]
    public async Task One_draft_more_or_less_would_be_noticed()
    {
        var (share, error) = await ShareAsync("best-of-n", 1, ("n", "1"), ("by", "checks"));

        Assert.All([0, 2], n => Assert.False(IsWithin(share, 1 - Math.Pow(1 - (Write * Write), n), error)));
    }

    private static async Task Matches(string strategy, double expected, int attempts, params (string Name, string Value)[] options)
    {
        var (share, _) = await ShareAsync(strategy, attempts, options);
        var error = ErrorOf(expected);
        Assert.True(IsWithin(share, expected, error), $"{share:0.000} passed; {expected:0.000} ± {error:0.000} was expected.");
    }

    /// <summary>99 in a hundred such measures lie so near; with fixed seeds the outcome is always the same.</summary>
    private static bool IsWithin(double share, double expected, double error) => Math.Abs(share - expected) < 2.6 * error;

    private static double ErrorOf(double expected) => Math.Sqrt(expected * (1 - expected) / Runs);

    private static async Task<(double Share, double Error)> ShareAsync(string strategy, int attempts, params (string Name, string Value)[] options)
    {
        var preset = new Preset(strategy, "chance") { Script = new Dictionary<string, string[]>(), Wanted = ["alpha", "beta"], Attempts = attempts, Options = options.ToDictionary(o => o.Name, o => o.Value) };
        var solved = 0;
        for (var i = 0; i < Runs; i++)
        {
            var run = await PresetRun.RunAsync(preset, new ChanceModel(Write, Repair, Break, i));
            Assert.Null(run.Result.Failure);
            solved += run.Result.Outcome == SolveOutcome.Solved ? 1 : 0;
        }

        var share = (double)solved / Runs;
        return (share, ErrorOf(share));
    }
}
