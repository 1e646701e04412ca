using System.Collections.Immutable;
using CodeRefine.Core.Checks;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.Sandboxes.Pools;

/// <summary>Makes the report out of what was heard. What comes from inside is bounded and doubted: a candidate shares its process with who reports.</summary>
internal static class ReportReading
{
    private const int MostFailures = 5, MostFrames = 40;

    public static CheckReport Read(CheckRun run, JobTranscript transcript)
    {
        var told = (transcript.Ending as JobEnding.Told)?.End;
        var end = End(transcript, told);
        return new CheckReport
        {
            Results = [.. run.Expected.Select(check => Result(check, transcript.Outcomes.GetValueOrDefault(check.Id), end, run.CollectTrace))],
            End = end,
            Output = told?.Output ?? "",
            Use = told is null ? new ResourceUse(TimeSpan.Zero, TimeSpan.Zero, 0) : new ResourceUse(Milliseconds(told.WallMilliseconds), Milliseconds(told.CpuMilliseconds), told.PeakMemoryBytes),
        };
    }

    private static HostEnd End(JobTranscript transcript, JobEnd? told) => transcript.Ending switch
    {
        JobEnding.Told => new HostEnd(Kind(told!.Kind), told.RunningCheck, told.Kind == EndKind.Completed ? "" : told.Detail ?? ""),
        JobEnding.Overdue overdue => new HostEnd(HostEndKind.TimedOut, transcript.Running, $"The sandbox was killed from outside: it did not end within {overdue.After.TotalSeconds:0.#} s."),
        JobEnding.Flooded => new HostEnd(HostEndKind.OutputFlood, transcript.Running, "More was reported than any honest run has to say."),
        JobEnding.Broken { OutOfMemory: true } => new HostEnd(HostEndKind.OutOfMemory, transcript.Running, "The kernel ended the sandbox for want of memory."),
        JobEnding.Broken broken => new HostEnd(HostEndKind.Crashed, transcript.Running, $"The sandbox died, and another one too, while it ran: {broken.Reason}"),
        _ => throw new SandboxException("The sandbox failed without an end."),
    };

    private static HostEndKind Kind(EndKind kind) => kind switch
    {
        EndKind.Completed => HostEndKind.Completed,
        EndKind.Exited => HostEndKind.Exited,
        EndKind.Crashed => HostEndKind.Crashed,
        EndKind.StackOverflow => HostEndKind.StackOverflow,
        EndKind.TimedOut => HostEndKind.TimedOut,
        EndKind.OutOfMemory => HostEndKind.OutOfMemory,
        EndKind.OutputFlood => HostEndKind.OutputFlood,
        EndKind.ScratchFull => HostEndKind.ScratchFull,
        EndKind.TooManyProcesses => HostEndKind.TooManyProcesses,
        _ => throw new SandboxException($"The sandbox ended a job as {kind}, which nobody asked for."),
    };

    private static CheckResult Result(Check check, CheckOutcome? outcome, HostEnd end, bool traced)
    {
        if (outcome is null)
        {
            return new CheckResult { Check = check, Status = check.SkipReason is not null ? CheckStatus.Skipped : end.RunningCheck == check.Id ? StatusOf(end.Kind) : CheckStatus.NotRun };
        }

        return new CheckResult
        {
            Check = check,
            Status = StatusOf(check, outcome),
            CasesPassed = Math.Max(0, outcome.CasesPassed),
            CasesFailed = Math.Max(0, outcome.CasesFailed),
            Failures = [.. (outcome.Failures ?? []).Where(f => f is not null).Take(MostFailures).Select(Failure)],
            Duration = Milliseconds(outcome.Milliseconds),
            Output = outcome.Output ?? "",
            Coverage = [.. outcome.Coverage ?? []],
            Trace = traced ? outcome.Trace : null,
        };
    }

    private static CheckStatus StatusOf(Check check, CheckOutcome outcome) => outcome.Status switch
    {
        // Only a check whose own attribute skips it may be skipped: anything else that does not run has not passed.
        OutcomeStatus.Skipped => check.SkipReason is null ? CheckStatus.NotRun : CheckStatus.Skipped,
        OutcomeStatus.OutOfMemory => CheckStatus.ResourceExceeded,
        OutcomeStatus.Passed when outcome.CasesFailed <= 0 => CheckStatus.Passed,
        _ => CheckStatus.Failed,
    };

    private static CheckStatus StatusOf(HostEndKind end) => end switch
    {
        HostEndKind.Completed => CheckStatus.NotRun,
        HostEndKind.TimedOut => CheckStatus.TimedOut,
        HostEndKind.OutOfMemory or HostEndKind.OutputFlood or HostEndKind.ScratchFull or HostEndKind.TooManyProcesses => CheckStatus.ResourceExceeded,
        _ => CheckStatus.Crashed,
    };

    private static CheckFailure Failure(FailureReport failure) => new()
    {
        Case = failure.Case ?? "",
        ExceptionType = failure.ExceptionType ?? "",
        Message = failure.Message ?? "",
        Expected = failure.Expected,
        Actual = failure.Actual,
        Stack = [.. (failure.Stack ?? []).Where(f => f is not null).Take(MostFrames).Select(f => new StackFrameInfo(f.Method ?? "", f.Path, Math.Max(0, f.Line)))],
        Counterexample = failure.Counterexample is { } found
            ? new Counterexample(found.Seed ?? "", Texts(found.Original), Texts(found.Shrunk), found.Shrinks, found.TestsRun)
            : null,
    };

    private static ImmutableArray<string> Texts(string[]? texts) => [.. (texts ?? []).Select(t => t ?? "")];

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, int.MaxValue));
}
