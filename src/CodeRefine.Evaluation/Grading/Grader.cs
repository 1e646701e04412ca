using System.Globalization;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Evaluation.Grading;

/// <summary>
/// Judges a solution by the held-back checks, once, after the strategy has returned it. The only code that puts them into a
/// problem, and that problem never leaves this method but to the builder.
/// </summary>
/// <param name="builder">One that no session uses, so that nothing of the held-back checks stays in a loop's caches.</param>
/// <param name="openSandbox">Opens a fresh sandbox; the grader closes it.</param>
public sealed class Grader(IBuilder builder, Func<CancellationToken, ValueTask<ISandbox>> openSandbox)
{
    private const int MostNamed = 10;

    /// <returns>Null where the task has no held-back checks.</returns>
    /// <exception cref="SandboxException">The sandbox failed: nothing is said of the solution.</exception>
    public async Task<Grade?> GradeAsync(LoadedTask task, SourceTree solution, ulong seed, CancellationToken cancellationToken)
    {
        if (task.HeldBack is not { } heldBack)
        {
            return null;
        }

        var problem = task.Problem with { CheckSources = heldBack.Sources };
        var build = await builder.BuildAsync(problem, solution, cancellationToken);
        if (build is not BuildResult.Success success)
        {
            return NotBuilt(build);
        }

        await using var sandbox = await openSandbox(cancellationToken);
        var report = await sandbox.RunAsync(new CheckRun { Candidate = success.Candidate, Checks = success.ChecksImage, Expected = success.Checks, Limits = problem.Limits, Seed = seed, Fresh = true }, cancellationToken);
        return Judged(report, Judge.Decide(build, report).Passed);
    }

    private static Grade NotBuilt(BuildResult build) => build switch
    {
        BuildResult.Failure { Part: FailedPart.Checks } => new Grade { Outcome = GradeOutcome.InvalidChecks, Summary = "The held-back checks do not compile by themselves: the task is at fault, and the solution is not graded." },
        BuildResult.Failure failure => new Grade { Outcome = GradeOutcome.DoesNotCompile, Summary = $"The held-back checks do not compile against the solution ({Ids(failure)}): it lacks or changed what they use." },
        _ => new Grade { Outcome = GradeOutcome.DoesNotCompile, Summary = "The solution uses what the policy refuses." },
    };

    /// <summary>Diagnostics' ids only: a message may quote the checks.</summary>
    private static string Ids(BuildResult.Failure failure) => string.Join(", ", failure.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).Distinct().Order(StringComparer.Ordinal).Take(5));

    private static Grade Judged(CheckReport report, bool passed)
    {
        var gating = report.Results.Where(r => r.Status != CheckStatus.Skipped).ToList();
        var good = gating.Count(r => r.Status == CheckStatus.Passed);
        return new Grade
        {
            Outcome = passed ? GradeOutcome.Passed : GradeOutcome.Failed,
            Passed = good,
            Total = gating.Count,
            Failed = [.. gating.Where(r => r.Status != CheckStatus.Passed).Take(MostNamed).Select(r => new FailedCheck(r.Check.Name, r.Status.ToString()))],
            Summary = string.Create(CultureInfo.InvariantCulture, $"{good} of {gating.Count} held-back checks pass") + (report.End.Kind == HostEndKind.Completed ? "." : $"; the run ended early ({report.End.Kind})."),
        };
    }
}
