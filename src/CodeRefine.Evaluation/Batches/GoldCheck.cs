using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Evaluation.Suites.SweBench;

namespace CodeRefine.Evaluation.Batches;

/// <summary>Runs the tests of an instance's repository at its base with patches on it.</summary>
public interface IInstanceTests
{
    /// <param name="patches">Applied in this order; those of tests last.</param>
    Task<InstanceRun> RunAsync(SweInstance instance, ImmutableArray<string> patches, CancellationToken cancellationToken);
}

/// <summary>Outcomes by the tests' names, <c>Namespace.Type.Method</c>; all cases of a method taken together.</summary>
/// <param name="Passed">True passed, false failed; skipped ones are not among them.</param>
/// <param name="Problem">Why no tests could run, which says nothing of a patch: the repository does not load, a sandbox fails. Null where they did.</param>
/// <param name="BuildProblem">Why projects did not build: their tests did not run, which counts as failed.</param>
public sealed record InstanceRun(ImmutableDictionary<string, bool> Passed, string? Problem, string? BuildProblem)
{
    public static InstanceRun Failed(string problem) => new(ImmutableDictionary<string, bool>.Empty, problem, null);

    public bool DidPass(string test) => Passed.GetValueOrDefault(Plain(test));

    /// <summary>A data set may name a theory's row by its arguments, and nested types with + or dot.</summary>
    public static string Plain(string test)
    {
        var arguments = test.IndexOf('(', StringComparison.Ordinal);
        return (arguments > 0 ? test[..arguments] : test).Trim().Replace('+', '.');
    }
}

/// <summary>How sound an instance is here.</summary>
/// <param name="Sound">Its tests fail at the base and pass with the reference, every time.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="StillFailing">Tests of <c>FAIL_TO_PASS</c> that the reference does not turn, or not each time.</param>
/// <param name="PassAlready">Tests of <c>FAIL_TO_PASS</c> that pass at the base.</param>
/// <param name="Broken">Tests of <c>PASS_TO_PASS</c> that do not pass with the reference each time.</param>
/// <param name="AlwaysFailing">Other tests that fail with the reference each time: how many.</param>
public sealed record GoldResult(string InstanceId, bool Sound, string Reason, ImmutableArray<string> StillFailing, ImmutableArray<string> PassAlready, ImmutableArray<string> Broken, int AlwaysFailing, double Seconds);

/// <summary>
/// Says before a batch which instances can be judged on this machine: at the base, with the reference's tests, those of <c>FAIL_TO_PASS</c> must fail (a build that
/// fails counts), and with the reference they must pass, as must those of <c>PASS_TO_PASS</c>, as often as it is repeated.
/// </summary>
public sealed class GoldCheck(IInstanceTests tests, int rounds, TimeProvider time)
{
    public async Task<GoldResult> RunAsync(SweRow row, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var (instance, reference) = (row.Instance, row.Reference);
        if (reference.Patch.Length == 0 || reference.FailToPass.IsEmpty)
        {
            return Unsound(reference.Patch.Length == 0 ? "the row has no reference patch" : "the row names no test in FAIL_TO_PASS");
        }

        var before = await tests.RunAsync(instance, [reference.TestPatch], cancellationToken);
        if (before.Problem is { } problem)
        {
            return Unsound(problem);
        }

        var runs = new List<InstanceRun>();
        for (var round = 0; round < rounds; round++)
        {
            var run = await tests.RunAsync(instance, [reference.Patch, reference.TestPatch], cancellationToken);
            if (run.Problem is { } failed)
            {
                return Unsound("with the reference: " + failed);
            }

            runs.Add(run);
        }

        return Result(row, before, runs, time.GetElapsedTime(started));

        GoldResult Unsound(string reason) => new(instance.Id, false, reason, [], [], [], 0, Math.Round(time.GetElapsedTime(started).TotalSeconds, 1));
    }

    private static GoldResult Result(SweRow row, InstanceRun before, List<InstanceRun> runs, TimeSpan took)
    {
        var reference = row.Reference;
        ImmutableArray<string> already = [.. reference.FailToPass.Where(before.DidPass)];
        ImmutableArray<string> failing = [.. reference.FailToPass.Where(t => !runs.All(r => r.DidPass(t)))];
        ImmutableArray<string> broken = [.. reference.PassToPass.Where(t => !runs.All(r => r.DidPass(t)))];
        var flaky = failing.Concat(broken).Count(t => runs.Any(r => r.DidPass(t)));
        var always = runs[0].Passed.Keys.Count(t => runs.All(r => r.Passed.TryGetValue(t, out var passed) && !passed));
        // One test that the fix turns is needed, and none that it does not; some data sets list tests that pass already.
        var sound = failing.IsEmpty && broken.IsEmpty && already.Length < reference.FailToPass.Length;
        var reason = sound ? string.Create(CultureInfo.InvariantCulture, $"{reference.FailToPass.Length - already.Length} of {reference.FailToPass.Length} tests fail at the base{(before.BuildProblem is null ? "" : ", which does not build with them,")} and all pass with the reference, {runs.Count} of {runs.Count} times")
            : already.Length == reference.FailToPass.Length ? "all tests of FAIL_TO_PASS pass at the base"
            : flaky > 0 ? $"flaky with the reference: {failing.Concat(broken).First(t => runs.Any(r => r.DidPass(t)))}"
            : failing.Length > 0 ? $"the reference does not turn {failing[0]}{(runs[0].BuildProblem is { } build ? $" ({build})" : "")}"
            : $"the reference breaks {broken[0]}";
        return new GoldResult(row.Instance.Id, sound, reason, failing, already, broken, always, Math.Round(took.TotalSeconds, 1));
    }
}

/// <summary>Judges a patch by the instance's tests: the reference's tests are put in place last, over whatever the patch did to them.</summary>
public sealed class SweJudge(IInstanceTests tests)
{
    public async Task<SweJudgement> JudgeAsync(SweRow row, string patch, CancellationToken cancellationToken)
    {
        var reference = row.Reference;
        if (reference.FailToPass.IsEmpty)
        {
            return new SweJudgement(null, "the row names no test in FAIL_TO_PASS");
        }

        var after = await tests.RunAsync(row.Instance, [SwePatch.Without(patch, DiffPaths.Touched(reference.TestPatch)), reference.TestPatch], cancellationToken);
        if (after.Problem is { } problem)
        {
            return new SweJudgement(null, problem);
        }

        if (reference.FailToPass.FirstOrDefault(t => !after.DidPass(t)) is { } failing)
        {
            return new SweJudgement(false, after.BuildProblem is { } build ? $"{failing} does not pass: {build}" : $"{failing} does not pass");
        }

        if (!reference.PassToPass.IsEmpty)
        {
            return reference.PassToPass.FirstOrDefault(t => !after.DidPass(t)) is { } broken ? new SweJudgement(false, $"{broken} does not pass any more") : Resolved();
        }

        // The row does not say what passed: the base itself does.
        var before = await tests.RunAsync(row.Instance, [], cancellationToken);
        return before.Problem is { } unknown ? new SweJudgement(null, unknown)
            : before.Passed.Where(t => t.Value && after.Passed.TryGetValue(t.Key, out var now) && !now).Select(t => t.Key).Order(StringComparer.Ordinal).FirstOrDefault() is { } lost ? new SweJudgement(false, $"{lost} passed at the base and does not any more")
            : Resolved();

        SweJudgement Resolved() => new(true, string.Create(CultureInfo.InvariantCulture, $"{reference.FailToPass.Length} of {reference.FailToPass.Length} tests pass"));
    }
}
