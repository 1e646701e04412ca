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
    public async Task Tokens_that_are_set_aside_for_a_call_under_way_make_the_next_one_wait()
    {
        var budget = new Budget(new BudgetLimits { Tokens = 1000 }, TimeProvider.System);
        var first = await budget.DrawModelCallAsync(new CallWish(100, 900), CancellationToken.None);
        var second = budget.DrawModelCallAsync(new CallWish(100, 900), CancellationToken.None);
        Assert.False(second.IsCompleted);

        budget.SettleModelCall(first, 100, 50, 0.01m);

        // What is left of the thousand, less its own prompt.
        Assert.Equal(750, (await second).AnswerTokens);
        Assert.Equal((100, 50, 0.01m), (budget.Use.PromptTokens, budget.Use.AnswerTokens, budget.Use.Money));
    }

    [Fact]
    public async Task A_call_whose_prompt_leaves_no_room_for_an_answer_is_refused()
    {
        var budget = new Budget(new BudgetLimits { Tokens = 1000 }, TimeProvider.System);

        var spent = await Assert.ThrowsAsync<BudgetExhaustedException>(() => budget.DrawModelCallAsync(new CallWish(990, 900), CancellationToken.None));

        Assert.Equal("1000 tokens", spent.Limit);
        Assert.Equal(0, budget.Use.ModelCalls);
    }

    [Fact]
    public async Task An_answer_may_be_as_long_as_the_money_reaches()
    {
        var budget = new Budget(new BudgetLimits { Money = 0.05m }, TimeProvider.System);

        var grant = await budget.DrawModelCallAsync(new CallWish(10, 4096, 0.01m, 0.0001m), CancellationToken.None);

        Assert.Equal((400, 0.05m), (grant.AnswerTokens, grant.Money));
    }

    [Fact]
    public async Task Money_that_is_spent_ends_the_calls()
    {
        var budget = new Budget(new BudgetLimits { Money = 0.05m }, TimeProvider.System);
        budget.SettleModelCall(await budget.DrawModelCallAsync(new CallWish(10), CancellationToken.None), 10, 10, 0.05m);

        Assert.Equal("$0.05", (await Assert.ThrowsAsync<BudgetExhaustedException>(() => budget.DrawModelCallAsync(new CallWish(10), CancellationToken.None))).Limit);
    }

    [Fact]
    public async Task Wall_time_that_has_run_out_refuses_every_draw()
    {
        var clock = new ManualClock();
        var budget = new Budget(new BudgetLimits { WallTime = TimeSpan.FromSeconds(30) }, clock);
        budget.DrawAttempt();
        clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Throws<BudgetExhaustedException>(budget.DrawAttempt);
        Assert.Throws<BudgetExhaustedException>(budget.DrawVerdict);
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => budget.DrawModelCallAsync(new CallWish(1), CancellationToken.None));
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

        await Parallel.ForAsync(0, 200, async (_, cancellationToken) =>
        {
            try
            {
                budget.DrawVerdict();
                await budget.DrawModelCallAsync(new CallWish(1), cancellationToken);
                Interlocked.Increment(ref granted);
            }
            catch (BudgetExhaustedException)
            {
                // What a strategy does here is stop; the count below is what is tested.
            }
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
