using System.Globalization;
using CodeRefine.Core;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Suites;

namespace CodeRefine.Evaluation.Grading;

/// <summary>
/// Judges solutions of a suite's tasks by all the checks that the suite judges by, held-back ones too: after the strategy has returned, or with no strategy at
/// all. Like the <see cref="Grader"/> it alone puts them into a problem, which goes to the builder and nowhere else. Safe for concurrent calls.
/// </summary>
/// <param name="builder">One that no session uses.</param>
/// <param name="sandbox">Stays the caller's.</param>
/// <param name="kindOf">Names the kind of what is wrong, of the taxonomy.</param>
/// <param name="cache">Null to judge everything anew.</param>
/// <param name="toolchain">What verdicts depend on beside program, checks and limits.</param>
public sealed class SolutionJudge(IBuilder builder, ISandbox sandbox, Func<Verdict, TaxonomyKind> kindOf, VerdictCache? cache, string toolchain)
{
    private const int MostOutput = 4096, MostNamed = 10;

    /// <summary>The rule by which a builder refuses what takes the compiler too long.</summary>
    private const string TooSlow = "compile-deadline";

    /// <param name="useCache">False to judge it anew and remember nothing.</param>
    /// <exception cref="SandboxException">The sandbox failed: nothing is said of the solution.</exception>
    public async Task<Judgement> JudgeAsync(SuiteTask task, SourceTree solution, ulong seed, bool useCache, CancellationToken cancellationToken)
    {
        var key = useCache && cache is not null ? SuiteHash.Of([task.Hash, solution.Hash, toolchain, seed.ToString(CultureInfo.InvariantCulture)]) : null;
        if (key is not null && cache!.Find(key) is { } known)
        {
            return known with { Cached = true };
        }

        var judgement = await JudgeNewAsync(task, solution, seed, cancellationToken);

        // A time limit's verdict is this machine's of this minute.
        if (key is not null && !judgement.TimeDependent)
        {
            cache!.Add(key, judgement);
        }

        return judgement;
    }

    private async Task<Judgement> JudgeNewAsync(SuiteTask task, SourceTree solution, ulong seed, CancellationToken cancellationToken)
    {
        var whole = new Tally();
        Verdict? last = null;
        foreach (var checks in task.Judging)
        {
            var problem = task.Task.Problem with { CheckSources = checks };
            var build = await builder.BuildAsync(problem, solution, cancellationToken);
            var report = build is BuildResult.Success success
                ? await sandbox.RunAsync(new CheckRun { Candidate = success.Candidate, Checks = success.ChecksImage, Expected = success.Checks, Limits = problem.Limits, Seed = seed }, cancellationToken)
                : null;
            last = Judge.Decide(build, report);
            whole.Add(report);
            if (!last.Passed)
            {
                break;
            }
        }

        return whole.ToJudgement(last ?? throw new UserErrorException($"The task {task.Id} has no check that judges it."), kindOf(last), task);
    }

    /// <summary>Sums over the sets of checks.</summary>
    private sealed class Tally
    {
        private readonly List<CheckResult> gating = [];
        private TimeSpan wall, cpu;
        private string output = "";
        private HostEnd? end;
        private int runs;

        public void Add(CheckReport? report)
        {
            if (report is null)
            {
                return;
            }

            runs++;
            end = report.End;
            wall += report.Use.Wall;
            cpu += report.Use.Cpu;
            gating.AddRange(report.Results.Where(r => r.Status != CheckStatus.Skipped));
            var said = string.Concat([report.Output, .. report.Results.Select(r => r.Output).Where(o => o.Length > 0)]);
            output = (output + said)[..Math.Min(MostOutput, output.Length + said.Length)];
        }

        public Judgement ToJudgement(Verdict verdict, TaxonomyKind kind, SuiteTask task) => new()
        {
            Verdict = verdict.Kind,
            Grade = GradeOf(verdict),
            Kind = verdict.Passed ? TaxonomyKind.None : kind,
            Explanation = verdict.Passed ? "" : Explanations.Of(verdict, task),
            Output = output,
            Wall = wall,
            Cpu = cpu,
            Runs = runs,
            TimeDependent = verdict.Kind == VerdictKind.TimedOut || verdict.Build is BuildResult.Refused { Violations: [{ Rule: TooSlow }, ..] },
        };

        private Grade GradeOf(Verdict verdict)
        {
            var good = gating.Count(r => r.Status == CheckStatus.Passed);
            return new Grade
            {
                Outcome = verdict.Passed ? GradeOutcome.Passed
                    : verdict.Build is BuildResult.Failure { Part: FailedPart.Checks } ? GradeOutcome.InvalidChecks
                    : verdict.Build is not BuildResult.Success ? GradeOutcome.DoesNotCompile : GradeOutcome.Failed,
                Passed = good,
                Total = gating.Count,
                Failed = [.. gating.Where(r => r.Status != CheckStatus.Passed).Take(MostNamed).Select(r => new FailedCheck(r.Check.Name, r.Status.ToString()))],
                Summary = verdict.Build is not BuildResult.Success ? "It does not compile." : string.Create(CultureInfo.InvariantCulture, $"{good} of {gating.Count} checks pass") + (end is null or { Kind: HostEndKind.Completed } ? "." : $"; the run ended early ({end.Kind})."),
            };
        }
    }
}
