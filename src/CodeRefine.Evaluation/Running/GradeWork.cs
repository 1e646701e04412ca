using CodeRefine.Core.Critiques;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Runs.Journals;

namespace CodeRefine.Evaluation.Running;

/// <summary>Judges completions as they are.</summary>
/// <param name="useCache">False to judge each anew.</param>
public sealed class GradeWork(SolutionJudge judge, ulong seed, bool useCache, TimeProvider time)
{
    public async Task<JobResult> RunAsync(JobItem item, int tries, bool alone, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var begun = time.GetTimestamp();
        var completed = item.Task.Form.Apply(item.Completion!);
        var judgement = completed.Sources is { } sources
            ? await judge.JudgeAsync(item.Task, sources, seed, useCache, cancellationToken)
            : new Judgement
            {
                Verdict = VerdictKind.CompileError,
                Grade = new Grade { Outcome = GradeOutcome.DoesNotCompile, Summary = completed.Reason },
                Kind = TaxonomyKind.IncompleteSyntax,
                Explanation = completed.Reason,
            };
        var cost = new SampleCost { Wall = time.GetElapsedTime(begun), Cpu = judgement.Cpu, Verdicts = judgement.Cached ? 0 : judgement.Runs };
        return new JobResult(
            new SampleRecord
            {
                TaskId = item.Task.Id,
                Sample = item.Sample,
                Outcome = SampleOutcome.Judged,
                Passed = judgement.Passed,
                Verdict = judgement.Verdict,
                Grade = judgement.Grade,
                Kind = judgement.Kind,
                Explanation = judgement.Explanation,
                Turns =
                [
                    new TurnRecord
                    {
                        Turn = 0,
                        NodeId = completed.Sources?.Hash[..12] ?? "",
                        Proposer = "start",
                        Verdict = judgement.Verdict,
                        Score = judgement.Grade is { Total: > 0 } grade ? (double)grade.Passed / grade.Total : judgement.Passed ? 1 : -1,
                        HeldBackPassed = judgement.Passed,
                        Kind = judgement.Kind,
                        Headline = judgement.Explanation,
                        Sources = completed.Sources?.Hash,
                        Cost = cost,
                    },
                ],
                Cost = cost,
                SolvedBy = judgement.Passed ? SolvedBy.Start : SolvedBy.Nobody,
                Solution = completed.Sources?.Hash,
                Completion = RunJournal.HashOf(item.Completion!),
                Output = judgement.Output,
                Cached = judgement.Cached,
                Started = started,
                Ended = time.GetUtcNow(),
            },
            completed.Sources is { } tree ? [tree] : [],
            judgement.TimeDependent);
    }
}
