using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Tests.Statistics;

public sealed class ComparisonTests
{
    private static readonly TaskBootstrap Bootstrap = new();

    /// <summary>2·P(X ≤ min) for X from Binomial(b + c, ½), by whole numbers.</summary>
    [Theory]
    [InlineData(6, 16, 0.052478790283203125)]
    [InlineData(5, 15, 0.041389465332031250)]
    [InlineData(0, 5, 0.0625)]
    [InlineData(3, 3, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(400, 600, 2.7e-10)]
    public void McNemars_exact_test_gives_the_binomials_tails(int onlyFirst, int onlySecond, double expected)
    {
        Assert.Equal(expected, McNemar.TwoSided(onlyFirst, onlySecond), expected < 1e-6 ? 1e-11 : 1e-12);
        Assert.Equal(McNemar.TwoSided(onlyFirst, onlySecond), McNemar.TwoSided(onlySecond, onlyFirst));
    }

    [Fact]
    public void With_thousands_of_tasks_the_exact_test_still_gives_a_number() => Assert.InRange(McNemar.TwoSided(49_800, 50_200), 0.2, 0.21);

    [Fact]
    public void The_table_counts_each_pair_once()
    {
        var test = McNemar.Of([(true, true), (true, false), (false, true), (false, true), (false, false)]);

        Assert.Equal((1, 1, 2, 1), (test.Both, test.OnlyFirst, test.OnlySecond, test.Neither));
    }

    /// <summary>Darwin's maize, paired by pot: Fisher counts 1,726 of 32,768 sign patterns as far out (The Design of Experiments, section 21).</summary>
    [Fact]
    public void The_sign_test_gives_Fishers_count_for_Darwins_maize()
    {
        double[] eighths = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

        Assert.Equal(1726 / 32768.0, SignFlips.PValue(eighths, new()), 12);
    }

    [Fact]
    public void Drawn_sign_patterns_agree_with_all_of_them()
    {
        // Twenty equal differences, six of them negative: a sum of 8 or more out of 20 signs, 2·P(Binomial(20, ½) ≤ 6).
        double[] differences = [.. Enumerable.Range(0, 20).Select(i => i < 6 ? -0.1 : 0.1)];

        Assert.Equal(McNemar.TwoSided(6, 14), SignFlips.PValue(differences, new() { Resamples = 100_000 }), 0.005);
        Assert.Equal(1 / 10_001.0, SignFlips.PValue([.. Enumerable.Repeat(0.5, 40)], new()), 12);
    }

    [Fact]
    public void A_paired_difference_is_surer_than_the_two_figures_apart()
    {
        var random = new Random(5);
        var (before, after) = Runs(120, random, gain: 0.1);

        var row = PairedComparison.Of(before, after, [1], Bootstrap).Rows[0];

        Assert.Equal(row.Second.Value - row.First.Value, row.Difference.Value, 12);
        Assert.True(Width(row.Difference) < 0.75 * Width(row.First));
        Assert.True(row.Difference.ExcludesZero);
    }

    /// <summary>Two runs that are alike: of 95 % intervals for the difference some 95 % hold 0, and the test's p-value is below 0.05 in some 5 %.</summary>
    [Fact]
    public void Runs_that_are_alike_are_seldom_told_apart()
    {
        const int runs = 400;
        var random = new Random(6);
        var bootstrap = new TaskBootstrap(new() { Resamples = 600 });
        int held = 0, significant = 0;
        for (var run = 0; run < runs; run++)
        {
            var (first, second) = Runs(50, random, gain: 0);
            var comparison = PairedComparison.Of(first, second, [1], bootstrap);
            held += comparison.Rows[0].Difference.Interval is not { } interval || interval.Holds(0) ? 1 : 0;
            significant += comparison.PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange(held / (double)runs, 0.91, 0.98);
        Assert.InRange(significant / (double)runs, 0.02, 0.085);
    }

    [Fact]
    public void Only_tasks_of_both_are_compared_and_the_others_are_named()
    {
        var comparison = PairedComparison.Of(
            [Compared("a", 5, 5), Compared("b", 5, 0), Compared("gone", 5, 5)],
            [Compared("a", 5, 4), Compared("b", 2, 1), Compared("new", 5, 5), Compared("lost", 0, 0)], [1, 5], Bootstrap);

        Assert.Equal(["gone"], comparison.OnlyInFirst);
        Assert.Equal(["new"], comparison.OnlyInSecond);
        Assert.Equal([(1, 2, 0), (5, 1, 1)], comparison.Rows.Select(r => (r.K, r.Tasks, r.TooFew)));
        Assert.Equal([-0.2, 0.5], comparison.Tasks.Select(t => Math.Round(t.Difference, 12)));
    }

    [Fact]
    public void A_run_beside_itself_differs_by_nothing_and_no_interval_is_made_up()
    {
        ComparedTask[] tasks = [Compared("a", 5, 2), Compared("b", 5, 5)];

        var comparison = PairedComparison.Of(tasks, tasks, [1], Bootstrap);

        Assert.Equal(0, comparison.Rows[0].Difference.Value);
        Assert.Null(comparison.Rows[0].Difference.Interval);
        Assert.Equal(1, comparison.PValue);
    }

    [Fact]
    public void What_a_solved_task_costs_counts_the_failures_too()
    {
        TaskCost[] costs = [new(2, 2, 0.2), new(2, 0, 0.6), new(2, 1, 0.2)];

        var dollars = Spending.Of(costs, Bootstrap)!;

        Assert.Equal(1.0, dollars.Total, 12);
        Assert.Equal(1.0 / 3, dollars.PerSolvedSample!.Value, 12);
        Assert.Equal(0.5, dollars.PerSolvedTask!.Value, 12);
        Assert.Null(Spending.Of([], Bootstrap));
        Assert.Null(Spending.Of([new TaskCost(1, 0, 2)], Bootstrap)!.PerSolvedTask);
    }

    [Fact]
    public void A_tally_has_the_most_frequent_first()
    {
        var tally = new Tally();
        foreach (var name in new[] { "b", "a", "c", "c" })
        {
            tally.Add(name);
        }

        Assert.Equal([new TallyRow("c", 2, 0.5), new TallyRow("a", 1, 0.25), new TallyRow("b", 1, 0.25)], tally.Rows);
    }

    private static ComparedTask Compared(string id, int samples, int passed) => new(new TaskCount(id, samples, passed), passed > 0);

    private static double Width(Estimate estimate) => estimate.Interval!.High - estimate.Interval.Low;

    private static (List<ComparedTask> First, List<ComparedTask> Second) Runs(int tasks, Random random, double gain)
    {
        List<ComparedTask> first = [], second = [];
        for (var t = 0; t < tasks; t++)
        {
            var chance = random.NextDouble();
            first.Add(Draw($"t{t}", chance));
            second.Add(Draw($"t{t}", chance + gain));
        }

        return (first, second);

        ComparedTask Draw(string id, double chance)
        {
            var passed = Enumerable.Range(0, 10).Select(_ => random.NextDouble() < chance).ToList();
            return new(new TaskCount(id, 10, passed.Count(p => p)), passed[0]);
        }
    }
}
