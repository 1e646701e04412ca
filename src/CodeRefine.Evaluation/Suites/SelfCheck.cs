using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Grading;

namespace CodeRefine.Evaluation.Suites;

/// <summary>What is wrong with a task, found before any answer is judged.</summary>
/// <param name="Kind">For example <c>reference fails</c>, <c>empty answer passes</c>, <c>flaky</c>.</param>
public sealed record SuiteFault(string TaskId, string Kind, string Detail);

/// <summary>
/// Looks at a suite itself: its reference solutions must pass, again and again the same; an answer that throws and the empty one must fail; its checks must compile.
/// An oracle that cannot fail or cannot pass says nothing of any model.
/// </summary>
/// <param name="repeats">Runs of each reference; more than one finds those that pass by chance.</param>
public sealed class SelfCheck(SolutionJudge judge, ulong seed, int repeats = 2)
{
    public async Task<ImmutableArray<SuiteFault>> CheckAsync(SuiteTask task, CancellationToken cancellationToken)
    {
        var faults = ImmutableArray.CreateBuilder<SuiteFault>();
        if (task.Warning.Length > 0)
        {
            faults.Add(new SuiteFault(task.Id, "cannot pass", task.Warning));
        }

        await AntiGoldAsync(task, faults, cancellationToken);
        if (task.Reference is { } reference)
        {
            await GoldAsync(task, reference, faults, cancellationToken);
        }

        return faults.ToImmutable();
    }

    /// <summary>Starting sources of a function suite throw; those of a folder are what is to be mended.</summary>
    private async Task AntiGoldAsync(SuiteTask task, ImmutableArray<SuiteFault>.Builder faults, CancellationToken cancellationToken)
    {
        foreach (var (name, sources) in new[] { (task.StartIsAnswer ? "start" : "answer that throws", task.Task.Problem.Sources), ("empty answer", Empty(task)) })
        {
            var judgement = await judge.JudgeAsync(task, sources, seed, useCache: true, cancellationToken);
            if (judgement.Grade.Outcome == GradeOutcome.InvalidChecks)
            {
                faults.Add(new SuiteFault(task.Id, "checks do not compile", judgement.Explanation));
                return;
            }

            if (judgement.Passed)
            {
                faults.Add(new SuiteFault(task.Id, $"{name} passes", "Its checks cannot tell a solution from none."));
            }
        }
    }

    private async Task GoldAsync(SuiteTask task, SourceTree reference, ImmutableArray<SuiteFault>.Builder faults, CancellationToken cancellationToken)
    {
        var first = await judge.JudgeAsync(task, reference, seed, useCache: false, cancellationToken);
        for (var i = 1; i < repeats; i++)
        {
            var again = await judge.JudgeAsync(task, reference, seed, useCache: false, cancellationToken);
            if (again.Verdict != first.Verdict)
            {
                faults.Add(new SuiteFault(task.Id, "flaky", string.Create(CultureInfo.InvariantCulture, $"The reference gave {first.Verdict}, then {again.Verdict}: {first.Explanation}{again.Explanation}")));
                return;
            }
        }

        if (first.Verdict != VerdictKind.Passed)
        {
            faults.Add(new SuiteFault(task.Id, "reference fails", first.Explanation));
        }
    }

    /// <summary>Every editable file without a word in it.</summary>
    private static SourceTree Empty(SuiteTask task) => task.Task.Problem.Sources.Paths.Where(p => task.Task.Problem.Editable.Allows(p, out _)).Aggregate(task.Task.Problem.Sources, (tree, path) => tree.With(path, ""));
}
