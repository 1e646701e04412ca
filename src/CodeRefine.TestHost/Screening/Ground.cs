using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Screening;

/// <summary>How the candidate does without switches: it sets the budgets of the variants, and is repeated to see that nothing leaks.</summary>
internal static class Ground
{
    /// <summary>Budgets of what is known to pass: only the stack's end and the supervisor's clock bound it.</summary>
    public const long FirstSteps = long.MaxValue / 2;
    public const int FirstDepth = 100_000;

    private const int StepFactor = 20, LeastSteps = 100_000, DepthFactor = 2, MoreDepth = 300;

    /// <summary>Runs passing checks first, sets budgets by them, then the failing ones; leaves out what does not do as the plan says.</summary>
    public static ScreenGround Measure(ScreenSubject subject)
    {
        var (steps, depth, bytes) = (0L, 0, 0L);
        foreach (var check in subject.Checks.Where(c => !c.Failing))
        {
            var (s, d, b) = Run(subject, check);
            (steps, depth, bytes) = check.GroundPassed == check.Cases.Count ? (Math.Max(steps, s), Math.Max(depth, d), Math.Max(bytes, b)) : (steps, depth, bytes);
        }

        var limit = (Steps: Math.Max(steps, LeastSteps / StepFactor) * StepFactor, Depth: depth * DepthFactor + MoreDepth);
        subject.Probe.Limit(limit.Steps, limit.Depth);
        subject.Allow(bytes);
        foreach (var check in subject.Checks.Where(c => c.Failing))
        {
            Run(subject, check);
        }

        subject.Checks.RemoveAll(c => c.Failing == (c.GroundPassed == c.Cases.Count));
        return new ScreenGround([.. subject.Checks.Select(c => c.Index)], limit.Steps, limit.Depth);
    }

    /// <summary>Whether each case still does as it did at first.</summary>
    public static bool Holds(ScreenSubject subject)
    {
        foreach (var check in subject.Checks)
        {
            subject.Begin([]);
            using var fixtures = new Fixtures();
            for (var i = 0; i < check.Cases.Count; i++)
            {
                if (subject.Run(check.Cases[i], fixtures, place: false).Passed != check.Ground[i].Passed)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static (long Steps, int Depth, long Bytes) Run(ScreenSubject subject, ScreenCheck check)
    {
        subject.Begin([]);
        using var fixtures = new Fixtures();
        var (steps, depth, before) = (0L, 0, GC.GetTotalAllocatedBytes());
        check.Ground = new CaseResult[check.Cases.Count];
        for (var i = 0; i < check.Cases.Count; i++)
        {
            check.Ground[i] = subject.Run(check.Cases[i], fixtures, place: true);
            (steps, depth) = (Math.Max(steps, subject.Probe.Steps), Math.Max(depth, subject.Probe.Deepest));
        }

        return (steps, depth, GC.GetTotalAllocatedBytes() - before);
    }
}
