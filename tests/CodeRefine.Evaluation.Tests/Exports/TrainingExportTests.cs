using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Tests.Reports;

namespace CodeRefine.Evaluation.Tests.Exports;

public sealed class TrainingExportTests : IDisposable
{
    private static readonly string[] Forms = ["leti", "ledex", "preferences", "agent-r", "hard-negatives"];
    private const string Secret = "HELD_BACK_SECRET";

    private readonly TestFolder folder = new();
    private readonly RunReader reader;

    public TrainingExportTests() => reader = RunReader.Open(RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header(samples: 4), tasks: 12, change: Leaky));

    public void Dispose()
    {
        reader.Dispose();
        folder.Dispose();
    }

    /// <summary>Everything that the held-back checks say carries a mark.</summary>
    private static SampleRecord Leaky(SampleRecord s) => s with
    {
        Explanation = s.Passed ? "" : Secret,
        Output = Secret,
        Grade = new Grade { Outcome = s.Passed ? GradeOutcome.Passed : GradeOutcome.Failed, Summary = Secret, Failed = s.Passed ? [] : [new FailedCheck(Secret, "Failed")] },
    };

    [Fact]
    public void LETIs_rows_have_a_reward_and_feedback_only_where_it_failed()
    {
        var rows = Exported.Of("leti", reader).Lines;

        Assert.True(rows.Count > 48);
        Assert.All(rows, r => Shape.Holds(r, "task_id:text sample:number reward:text feedback:text statement:text program:text"));
        Assert.All(rows, r => Assert.Contains((string?)r["reward"], new[] { "<|good|>", "<|bad|>" }));
        Assert.All(rows, r => Assert.Equal((string?)r["reward"] == "<|good|>", ((string)r["feedback"]!).Length == 0));
        Assert.Contains(rows, r => (string?)r["feedback"] == "check failed: Problem.F gives 1 where 4 is expected");
        Assert.All(rows.Where(r => (string?)r["reward"] == "<|good|>"), r => Assert.Contains("return x * 2;", (string?)r["program"], StringComparison.Ordinal));
    }

    [Fact]
    public void LeDexs_rows_go_from_a_wrong_program_to_its_fix()
    {
        var rows = Exported.Of("ledex", reader).Lines;

        Assert.NotEmpty(rows);
        Assert.All(rows, r => Shape.Holds(r, "task_id:text sample:number statement:text wrong_code:text feedback:text explanation:text fix:text proposer:text"));
        Assert.All(rows, r => Assert.Contains("return x +", (string?)r["wrong_code"], StringComparison.Ordinal));
        Assert.All(rows, r => Assert.Contains("return x * 2;", (string?)r["fix"], StringComparison.Ordinal));
        Assert.All(rows, r => Assert.NotEmpty((string)r["feedback"]!));
    }

    [Fact]
    public void Preference_pairs_are_of_one_task_and_each_program_is_used_once()
    {
        var rows = Exported.Of("preferences", reader).Lines;

        Assert.NotEmpty(rows);
        Assert.All(rows, r => Shape.Holds(r, "task_id:text prompt:text chosen:text rejected:text chosen_sample:number rejected_sample:number"));
        Assert.All(rows, r => Assert.Contains("* 2", (string?)r["chosen"], StringComparison.Ordinal));
        Assert.All(rows, r => Assert.DoesNotContain("* 2", (string?)r["rejected"], StringComparison.Ordinal));
        Assert.Equal(rows.Count * 2, rows.SelectMany(r => new[] { (string)r["chosen"]!, (string)r["rejected"]! }).Distinct().Count());
    }

    [Fact]
    public void Agent_Rs_splices_train_on_the_revision_and_the_good_way_alone()
    {
        var rows = Exported.Of("agent-r", reader).Lines;

        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            Shape.Holds(row, "task_id:text bad_sample:number good_sample:number messages:array");
            var messages = row["messages"]!.AsArray().Select(m => (Role: (string)m!["role"]!, Content: (string)m["content"]!, Train: (bool)m["train"]!)).ToList();
            var turn = messages.FindIndex(m => m.Train);
            Assert.StartsWith("The last answer is wrong.", messages[turn].Content, StringComparison.Ordinal);
            Assert.All(messages.Take(turn), m => Assert.False(m.Train));
            Assert.All(messages.Skip(turn), m => Assert.Equal(m.Role == "assistant", m.Train));
            Assert.Equal(("user", "assistant"), (messages[0].Role, messages[^1].Role));
            Assert.Contains("return x * 2;", messages[^1].Content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Hard_negatives_look_right_to_the_visible_checks()
    {
        // Every visible check passes in these failing samples.
        using var fooled = RunReader.Open(RecordedRuns.Write(folder["fooled.sqlite"], RecordedRuns.Header("fooled", samples: 4), tasks: 12, change: s =>
            s.Passed || s.Sample % 2 == 0 ? s : s with { Verdict = VerdictKind.CheckFailed, Turns = [.. s.Turns.Take(s.Turns.Length - 1), s.Turns[^1] with { VisiblePassed = true, Verdict = VerdictKind.Passed, Score = 1 }] }));

        var rows = Exported.Of("hard-negatives", fooled).Lines;

        Assert.NotEmpty(rows);
        Assert.All(rows, r => Shape.Holds(r, "task_id:text sample:number query:text negative:text score:number positive:text|null"));
        Assert.All(rows, r => Assert.Equal((1, 1), ((int)r["sample"]! % 2, (int)r["score"]!)));
        Assert.All(rows, r => Assert.DoesNotContain("* 2", (string?)r["negative"], StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_that_held_back_checks_say_is_in_a_training_row()
    {
        foreach (var form in Forms)
        {
            var exported = Exported.Of(form, reader);
            Assert.DoesNotContain(Secret, exported.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Debug.Assert", exported.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Of_completions_that_were_only_graded_no_verdict_becomes_feedback()
    {
        // There the turn's own headline is of the checks that judge.
        using var graded = RunReader.Open(RecordedRuns.Write(folder["graded.sqlite"], RecordedRuns.Header("graded", RunKind.Grade, samples: 4), tasks: 12, change: s => Leaky(s) with { Solution = RecordedRuns.Start(99).Hash, Turns = [.. s.Turns.Select(t => t with { Headline = Secret, Sources = t.Sources })] }));

        foreach (var form in Forms)
        {
            Assert.DoesNotContain(Secret, Exported.Of(form, graded).Text, StringComparison.Ordinal);
        }
    }
}
