using CodeRefine.Core.Search;

namespace CodeRefine.Core.Tests;

public sealed class StuckTests
{
    private readonly StuckDetector detector = new();

    [Fact]
    public void The_same_code_with_the_same_result_four_times_in_a_row_is_a_circle() =>
        Assert.Equal([null, null, null, "same code and result 4 times"], Add("a", "a", "a", "a"));

    [Fact]
    public void A_proposal_that_was_refused_three_times_in_a_row_is_a_circle() =>
        Assert.Equal([null, null, "same proposal refused 3 times"], Add("e!", "e!", "e!"));

    [Fact]
    public void Two_attempts_that_take_turns_six_times_are_a_circle() =>
        Assert.Equal([null, null, null, null, null, "two attempts in turn, 6 times", null], Add("a", "b", "a", "b", "a", "b", "c"));

    [Fact]
    public void Another_result_or_another_attempt_between_is_none() =>
        Assert.All(Add("a", "a", "a", "b", "a", "a", "a", "e!", "e!", "f!", "e!"), Assert.Null);

    private IEnumerable<string?> Add(params string[] turns) => [.. turns.Select(t => detector.Add(new Turn(t, "result", t.EndsWith('!'))))];
}
