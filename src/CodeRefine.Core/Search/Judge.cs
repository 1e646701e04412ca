using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Core.Search;

/// <summary>Turns evidence into a verdict: a pure function.</summary>
public static class Judge
{
    public static Verdict Decide(BuildResult build, CheckReport? report = null) => build switch
    {
        BuildResult.Refused => new Verdict { Kind = VerdictKind.PolicyViolation, Build = build, Score = -1 },
        BuildResult.Failure failure => new Verdict { Kind = VerdictKind.CompileError, Build = build, Score = CompileScore(failure) },
        _ => new Verdict { Kind = Kind(report ?? throw new ArgumentNullException(nameof(report), "A built candidate needs its report.")), Build = build, Report = report, Score = report.Passed ? 1 : Math.Min(report.Score, 0.999) },
    };

    /// <summary>Between -1 and 0: fewer errors are nearer to compiling, and errors against the checks nearer still.</summary>
    private static double CompileScore(BuildResult.Failure failure)
    {
        var errors = failure.Diagnostics.Count(d => d.Severity == DiagnosticSeverity.Error);
        var share = errors / (errors + 1.0);
        return failure.Part == FailedPart.Candidate ? -0.5 - (share / 2) : -share / 2;
    }

    private static VerdictKind Kind(CheckReport report) => report.End.Kind switch
    {
        HostEndKind.TimedOut => VerdictKind.TimedOut,
        HostEndKind.Exited or HostEndKind.StackOverflow or HostEndKind.Crashed => VerdictKind.Crashed,
        HostEndKind.OutOfMemory or HostEndKind.OutputFlood or HostEndKind.ScratchFull or HostEndKind.TooManyProcesses => VerdictKind.ResourceExceeded,
        _ when report.Passed => VerdictKind.Passed,
        _ => FirstFailure(report),
    };

    private static VerdictKind FirstFailure(CheckReport report)
    {
        var failed = report.Results.Where(r => r.Status is not (CheckStatus.Passed or CheckStatus.Skipped)).ToList();
        if (failed.Any(r => r.Status == CheckStatus.TimedOut))
        {
            return VerdictKind.TimedOut;
        }

        if (failed.Any(r => r.Status == CheckStatus.ResourceExceeded))
        {
            return VerdictKind.ResourceExceeded;
        }

        if (failed.Any(r => r.Status == CheckStatus.Crashed))
        {
            return VerdictKind.Crashed;
        }

        // A failed unit test is the plainer evidence; a property leads only where nothing else fails.
        return failed.Count > 0 && failed.All(r => r.Check.Kind == CheckKind.Property && r.Status == CheckStatus.Failed)
            ? VerdictKind.PropertyFalsified
            : VerdictKind.CheckFailed;
    }
}
