using System.Collections.Immutable;
using CodeRefine.Agent.Solving;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Repositories.Locating;
using CodeRefine.Repositories.Reproducing;
using CodeRefine.Repositories.Testing;
using static CodeRefine.Repositories.Fixing.FixNotes;

namespace CodeRefine.Repositories.Fixing;

/// <summary>One mending of a prepared repository: reproduce, locate, search, verify.</summary>
internal sealed class Mending(FixStations stations, FixRequest request, PreparedRepository prepared)
{
    private readonly FixNotes notes = new(stations.Note, prepared.Notes);
    private PreparedRepository prepared = prepared;
    private Reproduction? reproduction;
    private Location? location;
    private ImmutableArray<TestOutcome> wanted = [];
    private TimeSpan search;
    private TimeSpan verification;
    private TimeSpan? firstVerdict;

    public async Task<FixResult> RunAsync(CancellationToken cancellationToken)
    {
        await prepared.Copy.RestoreAsync(cancellationToken);
        var started = stations.Time.GetTimestamp();
        var budget = stations.Budget();
        var unshown = await ReproduceAsync(budget, cancellationToken);
        wanted = reproduction is { } shown ? [.. shown.Tests.Where(t => t.Status == TestStatus.Failed)] : [.. prepared.Baseline.Failing.Where(o => request.Test is null || TestNames.Matches(o.Id, request.Test))];
        if (wanted.IsEmpty)
        {
            return Result(FixOutcome.NothingFails, NothingFails(unshown), null);
        }

        location = prepared.Locator.Locate(request.Issue, wanted);
        var tried = new FixSearchRun(stations, request, prepared, wanted, location, budget, notes);
        var began = stations.Time.GetTimestamp();
        string? rejected = null;
        FixCandidate? best = null;
        await foreach (var (target, solved) in tried.RunAsync(cancellationToken))
        {
            search = stations.Time.GetElapsedTime(began) - verification;
            firstVerdict ??= tried.FirstVerdict is { } at ? stations.Time.GetElapsedTime(started, at) : null;
            if (solved.Best is not { Parent: not null } node)
            {
                continue;
            }

            var candidate = await CandidateAsync(target, node, cancellationToken);
            if (solved.Outcome != SolveOutcome.Solved)
            {
                best ??= candidate;
                continue;
            }

            var checkedAt = stations.Time.GetTimestamp();
            candidate = candidate with { Verification = await VerifyAsync(candidate, cancellationToken) };
            verification += stations.Time.GetElapsedTime(checkedAt);
            if (candidate.Verification.Holds)
            {
                return Result(FixOutcome.Fixed, $"{Count(candidate.Verification.Passing.Length, "test that failed passes", "tests that failed pass")}, and nothing that passed before fails.", candidate);
            }

            best = candidate;
            rejected = WhyNot(candidate.Verification);
            await prepared.Copy.RestoreAsync(cancellationToken, Kept);
        }

        search = stations.Time.GetElapsedTime(began) - verification;
        return Result(cancellationToken.IsCancellationRequested ? FixOutcome.Cancelled : FixOutcome.NotFixed, rejected ?? tried.Reason, best);
    }

    private ImmutableSortedDictionary<string, byte[]?> Kept => reproduction is { } test
        ? ImmutableSortedDictionary.Create<string, byte[]?>(StringComparer.Ordinal).Add(test.Path, SourceBytes.Encode(test.File))
        : ImmutableSortedDictionary.Create<string, byte[]?>(StringComparer.Ordinal);

    /// <returns>Why there is no test that shows the issue; null where there is one, or none was asked for.</returns>
    private async Task<string?> ReproduceAsync(Budget budget, CancellationToken cancellationToken)
    {
        if (request.Issue is not { } issue || request.Test is not null || request.FailingOnly)
        {
            return null;
        }

        if (stations.Model(budget) is not { } model)
        {
            return "no model is configured that could write a test from the issue";
        }

        using (model)
        {
            var reproducer = new Reproducer(model, prepared, $"{stations.RunId} {stations.Seed}", stations.Progress, stations.Time);
            if (await reproducer.RunAsync(issue, prepared.Locator.Locate(issue, [])!, cancellationToken) is { } found)
            {
                (prepared, reproduction) = found;
                notes.Add($"{Count(reproduction.Tests.Length, "test shows", "tests show")} the issue and {(reproduction.Tests.Length == 1 ? "is" : "are")} part of the result: {reproduction.Path}.");
                return null;
            }

            notes.Add($"No test could be written that shows the issue: {reproducer.Problem.Split('\n')[0].TrimEnd('.')}.");
            return reproducer.Problem.Split('\n')[0];
        }
    }

    private string NothingFails(string? unshown)
    {
        var failing = prepared.Baseline.Failing.ToList();
        var tests = prepared.Baseline.Outcomes.Count();
        return failing.Count > 0 ? $"No failing test matches '{request.Test}'; {Count(failing.Count, "test fails", "tests fail")} at the base: {string.Join(", ", failing.Take(3).Select(f => f.Id))}{(failing.Count > 3 ? ", …" : "")}."
            : tests == 0 ? "No test ran at the base, so no change can be judged: see the notes for why."
            : $"All {tests} tests pass at the base, so nothing shows what is wrong{(unshown is null ? "" : $", and {unshown.TrimEnd('.')}")}: add a test that fails for the reason that the issue gives.";
    }

    private async Task<FixCandidate> CandidateAsync(FixTarget target, Node node, CancellationToken cancellationToken)
    {
        var result = ResultPatch.Between(prepared.Checkout, target.Problem.Sources, node.Tree);
        var whole = request.KeepReproduction ? result with { Changed = result.Changed.SetItems(Kept) } : result;
        var (text, _) = await whole.DiffAsync(cancellationToken);
        return new FixCandidate { Project = target.Project, Node = node, Patch = text, Changed = whole.Changed };
    }

    /// <summary>The result is written into the copy, built, and its tests run by their own runner.</summary>
    private async Task<FixVerification> VerifyAsync(FixCandidate candidate, CancellationToken cancellationToken)
    {
        stations.Progress("building the result and running the tests by their own runner …");
        var (repository, tests, measured) = (prepared.Repository, prepared.Tests, prepared.Baseline);
        await prepared.Copy.WriteAsync(candidate.Changed.SetItems(Kept), cancellationToken);
        var errors = await tests.BuildAsync(null, cancellationToken);
        var before = measured.Runs.Where(r => r.Problem is null).Select(r => r.Project).ToHashSet(StringComparer.Ordinal);
        var affected = repository.TestProjects.Where(t => before.Contains(t.Id) && repository.Closure(t).Any(p => p.Path == candidate.Project.Path)).ToList();
        var runs = await tests.RunAsync(affected, null, cancellationToken);
        var known = runs.SelectMany(r => r.Outcomes).ToDictionary(o => o.Key, StringComparer.Ordinal);
        var now = wanted.ToLookup(w => known.TryGetValue(w.Key, out var outcome) && outcome.Status == TestStatus.Passed, w => w.Id);

        // What did not build at the base does not need to now.
        var lost = errors.Where(e => affected.Any(t => repository.Closure(t).Any(p => p.Path == e.Project))).Select(e => e.Reason);
        return new FixVerification([.. now[true].Distinct()], [.. now[false].Distinct()], [.. measured.Regressions(runs).Select(r => r.Id).Distinct()], [.. lost], runs.Sum(r => r.Outcomes.Length));
    }

    private static string WhyNot(FixVerification verification) =>
        verification.BuildErrors is [var error, ..] ? $"The candidate passed in the cell, but the repository does not build with it: {error}"
        : verification.Regressions is [var broken, ..] ? $"The candidate makes the wanted tests pass, but breaks {Count(verification.Regressions.Length, "other", "others")}: {broken}{(verification.Regressions.Length > 1 ? ", …" : "")}."
        : $"{Count(verification.StillFailing.Length, "test still fails", "tests still fail")} by its own runner: {verification.StillFailing.FirstOrDefault()}.";

    private FixResult Result(FixOutcome outcome, string reason, FixCandidate? candidate) => new()
    {
        Outcome = outcome,
        Reason = reason,
        Checkout = prepared.Checkout,
        Repository = prepared.Repository,
        Baseline = prepared.Baseline,
        Wanted = wanted,
        Location = location,
        Reproduction = reproduction,
        Candidate = candidate,
        Notes = notes.All,
        Times = new FixTimes(prepared.Load, prepared.Measured, firstVerdict, search, verification),
    };
}
