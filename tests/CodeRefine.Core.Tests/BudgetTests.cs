using CodeRefine.Core.Budgets;

namespace CodeRefine.Core.Tests;

public sealed class BudgetTests
{
    [Fact]
    public void A_draw_beyond_the_limit_is_refused_before_it_is_made()
    {
        var budget = new Budget(new BudgetLimits { Verdicts = 2 }, TimeProvider.System);
        budget.DrawVerdict();
        budget.DrawVerdict();

        var refused = Assert.Throws<BudgetExhaustedException>(budget.DrawVerdict);

        Assert.Equal("2 verdicts", refused.Limit);
        Assert.Equal(2, budget.Use.Verdicts);
    }

    [Fact]
    public void Tokens_that_are_reserved_for_a_call_under_way_count_against_the_next_call()
    {
        var budget = new Budget(new BudgetLimits { Tokens = 1000 }, TimeProvider.System);
        budget.DrawModelCall(600);

        Assert.Throws<BudgetExhaustedException>(() => budget.DrawModelCall(600));

        budget.SettleModelCall(600, 100, 50, 0.01m);
        budget.DrawModelCall(600);
        Assert.Equal((100, 50, 0.01m), (budget.Use.PromptTokens, budget.Use.AnswerTokens, budget.Use.Money));
    }

    [Fact]
    public void Money_that_is_spent_ends_the_calls()
    {
        var budget = new Budget(new BudgetLimits { Money = 0.05m }, TimeProvider.System);
        budget.DrawModelCall(10);
        budget.SettleModelCall(10, 10, 10, 0.05m);

        Assert.Equal("$0.05", Assert.Throws<BudgetExhaustedException>(() => budget.DrawModelCall(10)).Limit);
    }

    [Fact]
    public void Wall_time_that_has_run_out_refuses_every_draw()
    {
        var clock = new ManualClock();
        var budget = new Budget(new BudgetLimits { WallTime = TimeSpan.FromSeconds(30) }, clock);
        budget.DrawAttempt();
        clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Throws<BudgetExhaustedException>(budget.DrawAttempt);
        Assert.Throws<BudgetExhaustedException>(budget.DrawVerdict);
        Assert.Throws<BudgetExhaustedException>(() => budget.DrawModelCall(1));
        Assert.Equal(TimeSpan.Zero, budget.TimeLeft);
    }

    [Fact]
    public void A_resumed_run_goes_on_from_what_it_had_spent()
    {
        var before = new BudgetUse(3, 2, 100, 50, 0.5m, TimeSpan.FromSeconds(20), 40);
        var budget = new Budget(new BudgetLimits { Attempts = 4, WallTime = TimeSpan.FromSeconds(30) }, new ManualClock(), before);
        budget.DrawAttempt();

        Assert.Throws<BudgetExhaustedException>(budget.DrawAttempt);
        Assert.Equal(TimeSpan.FromSeconds(10), budget.TimeLeft);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    public async Task Concurrent_draws_never_exceed_the_limit(int limit)
    {
        var budget = new Budget(new BudgetLimits { Verdicts = limit, ModelCalls = limit, WallTime = null }, TimeProvider.System);
        var granted = 0;

        await Parallel.ForAsync(0, 200, (_, _) =>
        {
            try
            {
                budget.DrawVerdict();
                budget.DrawModelCall(1);
                Interlocked.Increment(ref granted);
            }
            catch (BudgetExhaustedException)
            {
                // What a strategy does here is stop; the count below is what is tested.
            }

            return ValueTask.CompletedTask;
        });

        Assert.Equal(limit, budget.Use.Verdicts);
        Assert.Equal(limit, granted);
    }

    private sealed class ManualClock : TimeProvider
    {
        private long ticks;
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
        public override long GetTimestamp() => ticks;
        public void Advance(TimeSpan by) => ticks += by.Ticks;
    }
}
