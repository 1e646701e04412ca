using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Fixing;
using CodeRefine.Repositories.Runs;

namespace CodeRefine.Cli.Wiring;

/// <summary>An issue run's end as the document that is printed and kept.</summary>
internal static class FixReport
{
    public static FixDocument Document(FixResult result, RunFolder run, UserRepository repository, string? patch, string summary, string? branch, bool applied) => new()
    {
        Outcome = result.Outcome switch { FixOutcome.Fixed => "fixed", FixOutcome.NothingFails => "nothing-fails", FixOutcome.Cancelled => "cancelled", _ => "not-fixed" },
        Reason = result.Reason,
        ExitCode = result.Outcome switch { FixOutcome.Fixed => ExitCodes.Success, FixOutcome.NothingFails => ExitCodes.Input, FixOutcome.Cancelled => ExitCodes.Cancelled, _ => ExitCodes.NotSolved },
        Run = run.Id,
        Repository = repository.WorkTree ?? repository.GitFolder,
        Base = result.Checkout.BaseCommit,
        Projects = [.. result.Repository.Projects.Select(p => new FixProjectView(p.Path, p.TargetFramework, p.Tests?.ToString(), p.Sources.Length))],
        Baseline = new FixBaselineView(result.Baseline.Outcomes.Count(), [.. result.Baseline.Failing.Select(f => f.Id)], [.. result.Baseline.Flaky.Select(k => k.Split('\n')[1]).Order(StringComparer.Ordinal)], [.. result.Baseline.Slow.Select(s => s.Id)]),
        Wanted = [.. result.Wanted.Select(w => w.Id).Distinct()],
        Located = [.. (result.Location?.Members ?? []).Take(5).Select(m => new FixPlaceView(m.Path, m.Name, m.FirstLine, m.LastLine, m.Why.FirstOrDefault()?.Words ?? ""))],
        Reproduction = result.Reproduction is { } test ? new FixReproductionView(test.Path, [.. test.Tests.Select(t => t.Id)], [.. test.Tests.Where(t => t.Message.Length > 0).Select(t => t.Message.Trim().Split('\n')[0].Trim())], test.Tries) : null,
        Solution = result.Candidate is not { } candidate ? null : new FixSolutionView(
            candidate.Project.Path,
            [.. candidate.Changed.Keys],
            candidate.Node.Proposal?.Proposer,
            candidate.Node.Proposal?.Patch?.Summary ?? "",
            candidate.Patch,
            [.. PublicSurface.Changes(result)],
            candidate.Verification is { } v ? new FixVerificationView(v.Holds, v.Tests, [.. v.Passing], [.. v.StillFailing], [.. v.Regressions], [.. v.BuildErrors]) : null),
        Notes = [.. result.Notes],
        PatchFile = patch,
        SummaryFile = summary,
        Branch = branch,
        Applied = applied,
        Seconds = new FixTimesView(Seconds(result.Times.Load), Seconds(result.Times.Baseline), result.Times.FirstVerdict is { } first ? Seconds(first) : null, Seconds(result.Times.Search), Seconds(result.Times.Verification)),
    };

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 2);
}
