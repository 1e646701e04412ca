using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Tests.Statistics;

public sealed class IntervalTests
{
    /// <summary>Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 1998, table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilsons_interval_is_the_published_one(int successes, int trials, double low, double high)
    {
        var interval = Wilson.Of(successes, trials);

        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
        var mirrored = Wilson.Of(trials - successes, trials);
        Assert.Equal(1 - high, mirrored.Low, 4);
    }

    /// <summary>The spatial test data of Efron and Tibshirani, 1993, tables 14.1 and 14.2: variance of the scores A of 26 children, BCa at 90 %: 115.8 to 259.6.</summary>
    [Fact]
    public void The_bootstrap_gives_the_published_interval_for_the_spatial_test_data()
    {
        double[] scores = [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41];
        var rows = new TaskRows(3);
        foreach (var score in scores)
        {
            rows.Add(1, score, score * score);
        }

        var found = new TaskBootstrap(new() { Level = 0.9, Resamples = 40_000 }).Of(rows, TaskFigure.Number(t => t[2] / t[0] - t[1] / t[0] * (t[1] / t[0])))[0]!;

        Assert.Equal(171.5, found.Value, 0.05);
        Assert.Equal(115.8, found.Interval!.Low, 2.0);
        Assert.Equal(259.6, found.Interval.High, 4.0);
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_one_nearly_the_same()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => i % 7 / 6.0)];

        var first = new TaskBootstrap().Mean(values)!.Interval!;

        Assert.Equal(first, new TaskBootstrap().Mean(values)!.Interval);
        var other = new TaskBootstrap(new() { Seed = 99 }).Mean(values)!.Interval!;
        Assert.NotEqual(first, other);
        Assert.Equal(first.Low, other.Low, 0.01);
        Assert.Equal(first.High, other.High, 0.01);
    }

    [Fact]
    public void Where_every_task_is_solved_the_interval_is_no_point()
    {
        var all = new TaskBootstrap().Mean([.. Enumerable.Repeat(1.0, 20)])!;

        Assert.Equal(IntervalMethod.Wilson, all.Interval!.Method);
        Assert.Equal(1 - 0.1611, all.Interval.Low, 4);
        Assert.Equal(1, all.Interval.High);
    }

    [Fact]
    public void Of_one_task_there_is_a_figure_and_no_interval_and_of_none_nothing()
    {
        Assert.Equal(new Estimate(1, null), new TaskBootstrap().Mean([1]));
        Assert.Null(new TaskBootstrap().Mean([]));
    }

    [Fact]
    public void Where_every_task_is_the_same_but_neither_0_nor_1_there_is_no_interval() =>
        Assert.Null(new TaskBootstrap().Mean([0.5, 0.5, 0.5])!.Interval);

    /// <summary>Suites of 60 tasks of unequal difficulty with 5 samples each: of 95 % intervals for pass@1 and pass@3 some 95 % hold the truth.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Intervals_of_simulated_suites_hold_the_truth_as_often_as_they_say(int k)
    {
        const int runs = 600;
        var random = new Random(11);
        var bootstrap = new TaskBootstrap(new() { Resamples = 800 });
        // A task's chance is the square of a uniform number: many hard tasks, few easy ones.
        var truth = Enumerable.Range(0, 200_000).Average(i => 1 - Math.Pow(1 - Math.Pow((i + 0.5) / 200_000, 2), k));
        var held = 0;
        for (var run = 0; run < runs; run++)
        {
            var tasks = Enumerable.Range(0, 60).Select(t =>
            {
                var chance = Math.Pow(random.NextDouble(), 2);
                return new TaskCount($"t{t}", 5, Enumerable.Range(0, 5).Count(_ => random.NextDouble() < chance));
            });
            held += PassAtK.Estimate(tasks, [k], bootstrap)[0].Estimate!.Interval!.Holds(truth) ? 1 : 0;
        }

        Assert.InRange(held / (double)runs, 0.92, 0.975);
    }

    /// <summary>Rare successes, where the normal interval and the plain percentile one fail most.</summary>
    [Fact]
    public void Intervals_hold_the_truth_where_success_is_rare()
    {
        const int runs = 500;
        var random = new Random(12);
        var bootstrap = new TaskBootstrap(new() { Resamples = 800 });
        var held = Enumerable.Range(0, runs).Count(_ => bootstrap.Mean([.. Enumerable.Range(0, 158).Select(_ => random.NextDouble() < 0.04 ? 1.0 : 0)])!.Interval!.Holds(0.04));

        Assert.InRange(held / (double)runs, 0.915, 0.985);
    }

    [Fact]
    public void The_live_interval_knows_that_samples_of_a_task_are_alike()
    {
        var alike = new LiveRate();
        var apart = new LiveRate();
        for (var i = 0; i < 400; i++)
        {
            // 40 tasks with 10 samples: either a task always passes or never, or its samples differ freely.
            alike.Add($"t{i % 40}", i % 40 % 2 == 0);
            apart.Add($"t{i % 40}", (i * 7919 + i / 40 * 31) % 10 < 5);
        }

        var wide = alike.Estimate().Interval!;
        var narrow = apart.Estimate().Interval!;
        var tasks = Wilson.Of(20, 40);
        Assert.Equal(0.5, alike.Value, 12);
        Assert.Equal(tasks.High - tasks.Low, wide.High - wide.Low, 0.01);
        Assert.True(narrow.High - narrow.Low < 0.6 * (wide.High - wide.Low), $"{narrow} beside {wide}");
    }

    [Fact]
    public void The_live_rate_begins_with_everything_possible_and_is_one_sided_after_one_sample()
    {
        var rate = new LiveRate();
        Assert.Equal(new Interval(0, 1, 0.95, IntervalMethod.Wilson), rate.Estimate().Interval);

        rate.Add("a", passed: true);

        Assert.Equal(1, rate.Value);
        Assert.Equal(0.2065, rate.Estimate().Interval!.Low, 4);
    }

    /// <summary>Fewer resamples where there are many tasks: 200 million draws, not a thousand million.</summary>
    [Fact]
    public void A_hundred_thousand_tasks_take_a_moment_and_the_interval_is_as_good()
    {
        Assert.Equal([10_000, 10_000, 2_000, 2_000], new[] { 100, 20_000, 100_000, 1_000_000 }.Select(new BootstrapOptions().For));

        var estimate = new TaskBootstrap().Mean([.. Enumerable.Range(0, 100_000).Select(i => i % 3 == 0 ? 1.0 : 0)])!;

        Assert.Equal(2 * 1.96 * Math.Sqrt(2.0 / 9 / 100_000), estimate.Interval!.High - estimate.Interval.Low, 0.0003);
    }
}
