using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Tests.Statistics;

public sealed class TurnTests
{
    private static readonly TaskBootstrap Bootstrap = new();

    [Fact]
    public void A_sample_that_stopped_keeps_its_last_answer()
    {
        var task = new TaskTurns("a");
        task.Add(true);
        task.Add(false, true);
        task.Add(false, true, false, true);
        task.Add(false, false, false);

        Assert.Equal(4, task.Longest);
        Assert.Equal([1, 3, 2, 3, 3], Enumerable.Range(1, 5).Select(task.RightAfter));
        Assert.Equal(new Transitions(Kept: 1, Lost: 0, Gained: 2, Stuck: 1), task.FirstToLast);
        Assert.Equal([new Transitions(0, 0, 2, 1), new Transitions(0, 1, 0, 1), new Transitions(0, 0, 1, 0)], task.Steps);
    }

    /// <summary>Two tasks of four samples. By hand: P(a) = ¾, ¼; P(a and b) = ½, ¼; P(b) = ½ + ¼, ¼ + ½.</summary>
    [Fact]
    public void Confidence_and_critique_are_as_computed_by_hand()
    {
        var figures = SelfCorrection.Of([
            Task((true, true), (true, true), (true, false), (false, true)),
            Task((true, true), (false, true), (false, true), (false, false))], Bootstrap)!;

        Assert.Equal(0.5, figures.Before.Value, 12);
        Assert.Equal(0.75, figures.After.Value, 12);
        Assert.Equal(0.75, figures.Confidence!.Value, 12);
        Assert.Equal(0.75, figures.Critique!.Value, 12);
        Assert.Equal((0.75 - 0.25) / 0.5, figures.Relative!.Value, 12);
    }

    [Fact]
    public void Accuracy_after_is_what_confidence_keeps_and_critique_gains()
    {
        var random = new Random(3);
        var tasks = Enumerable.Range(0, 50).Select(_ => Task([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => (random.Next(3) > 0, random.Next(3) > 0))])).ToList();

        var figures = SelfCorrection.Of(tasks, Bootstrap)!;

        Assert.Equal(figures.After.Value, figures.Before.Value * figures.Confidence!.Value + (1 - figures.Before.Value) * figures.Critique!.Value, 12);
        Assert.All([figures.Before, figures.After, figures.Confidence, figures.Critique, figures.Relative!], e => Assert.True(e.Interval!.Holds(e.Value)));
    }

    [Fact]
    public void Where_all_or_none_was_right_before_what_is_undefined_is_left_out()
    {
        var right = SelfCorrection.Of([Task((true, true)), Task((true, false))], Bootstrap)!;
        Assert.Equal(0.5, right.Confidence!.Value);
        Assert.Null(right.Critique);
        Assert.Null(right.Relative);

        var wrong = SelfCorrection.Of([Task((false, true)), Task((false, true))], Bootstrap)!;
        Assert.Null(wrong.Confidence);
        Assert.Equal(1, wrong.Critique!.Value);
        Assert.Equal(IntervalMethod.Wilson, wrong.Critique.Interval!.Method);

        Assert.Null(SelfCorrection.Of([], Bootstrap));
    }

    [Fact]
    public void The_curve_rises_by_the_slope_of_a_straight_line()
    {
        // 10 tasks: task i is solved in turn i, so SR_k = k/10 and each turn gains a tenth.
        var tasks = Enumerable.Range(1, 10).Select(i =>
        {
            var task = new TaskTurns($"t{i}");
            task.Add([.. Enumerable.Range(1, i).Select(t => t == i)]);
            return task;
        });

        var curve = TurnCurve.Of(tasks, Bootstrap)!;

        Assert.Equal([.. Enumerable.Range(1, 10).Select(k => k / 10.0)], curve.Points.Select(p => Math.Round(p.Value, 12)));
        Assert.Equal(0.1, curve.Slope!.Value, 12);
        Assert.Equal(5, curve.SlopeTurns);
    }

    [Fact]
    public void With_one_turn_there_is_no_slope() => Assert.Null(TurnCurve.Of([OneTurn()], Bootstrap)!.Slope);

    [Fact]
    public void The_control_of_equal_budget_is_sampling_as_often()
    {
        // Each task: 4 samples, first answers right in 2 of 4, all of them right in the second turn.
        var tasks = Enumerable.Range(0, 12).Select(i => Task((true, true), (false, true), (true, true), (false, i % 2 == 0))).ToList();

        var rows = EqualBudget.OfFirstAnswers(tasks, Bootstrap).Rows;

        Assert.Equal([1, 2], rows.Select(r => r.Answers));
        Assert.Equal(0.5, rows[0].Refined.Value, 12);
        Assert.Equal(0, rows[0].Gain.Value, 12);
        Assert.Equal(0.875, rows[1].Refined.Value, 12);
        Assert.Equal(1 - 1.0 / 6, rows[1].Chosen.Value, 12); // 1 − C(2,2)/C(4,2)
        Assert.Equal(0.5, rows[1].Blind.Value, 12);
        Assert.Equal(0.875 - 5.0 / 6, rows[1].Gain.Value, 12);
    }

    [Fact]
    public void A_cap_that_the_control_has_no_answers_for_is_left_out_and_counted()
    {
        var task = new TaskTurns("a");
        task.Add(false, false, true);
        task.Add(false);

        var own = EqualBudget.OfFirstAnswers([task], Bootstrap);
        Assert.Equal([1, 2], own.Rows.Select(r => r.Answers));
        Assert.Equal(1, own.Left);

        var other = EqualBudget.OfRun([task], [new TaskCount("a", 10, 5), new TaskCount("elsewhere", 1, 1)], Bootstrap);
        Assert.Equal(3, other.Rows.Length);
        Assert.Equal(PassAtK.Unbiased(10, 5, 3)!.Value, other.Rows[2].Chosen.Value, 12);
    }

    private static TaskTurns OneTurn()
    {
        var task = new TaskTurns("one");
        task.Add(true);
        return task;
    }

    private static TaskTurns Task(params (bool First, bool Last)[] samples)
    {
        var task = new TaskTurns(Guid.NewGuid().ToString());
        foreach (var (first, last) in samples)
        {
            task.Add(first, last);
        }

        return task;
    }
}
