using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Agent.Solving;
using CodeRefine.Core;
using CodeRefine.Core.Search;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Loading;
using CodeRefine.Repositories.Testing;

namespace CodeRefine.Repositories.Fixing;

/// <summary>
/// From a repository to a change that mends it: a copy of the base, load, baseline, search on the fast path project by project, and the last word by the
/// tests' own runner on a build of the whole. Nothing of the user's is written.
/// </summary>
public sealed class FixRunner(FixStations stations)
{
    private readonly List<string> notes = [];
    private TimeSpan load;
    private TimeSpan baseline;
    private TimeSpan search;
    private TimeSpan verification;
    private TimeSpan? firstVerdict;

    /// <exception cref="UserErrorException">The repository or the request is wrong in a way that the user can mend.</exception>
    public async Task<FixResult> RunAsync(FixRequest request, CancellationToken cancellationToken)
    {
        var started = stations.Time.GetTimestamp();
        stations.Progress("copying the base commit …");
        var checkout = await Checkout.CreateAsync(request.Repository, request.Base, request.IncludeDirty, request.Folder, cancellationToken);
        Note(checkout.Notes);
        var loader = new RepositoryLoader(stations.Sdk, stations.State);
        var repository = await loader.LoadAsync(checkout, stations.Progress, cancellationToken);
        Note(repository.Problems.Select(p => p.Reason));
        load = stations.Time.GetElapsedTime(started);
        var tests = new RepositoryTests(stations.Sdk, loader, checkout);
        var measured = await MeasureAsync(repository, loader, checkout, tests, cancellationToken);
        var wanted = Wanted(measured, request);
        if (wanted.IsEmpty)
        {
            return Result(FixOutcome.NothingFails, NothingFails(measured, request), null);
        }

        var tried = new FixSearchRun(stations, request, repository.WithGenerated(checkout), measured, wanted, Note);
        var began = stations.Time.GetTimestamp();
        var rejected = new List<string>();
        FixCandidate? best = null;
        await foreach (var (target, solved) in tried.RunAsync(cancellationToken))
        {
            search = stations.Time.GetElapsedTime(began);
            firstVerdict ??= tried.FirstVerdict;
            if (solved.Best is not { Parent: not null } node)
            {
                continue;
            }

            var candidate = await CandidateAsync(checkout, target, node, cancellationToken);
            if (solved.Outcome != SolveOutcome.Solved)
            {
                best ??= candidate;
                continue;
            }

            var checkedAt = stations.Time.GetTimestamp();
            candidate = candidate with { Verification = await VerifyAsync(repository, checkout, tests, measured, wanted, candidate, cancellationToken) };
            verification += stations.Time.GetElapsedTime(checkedAt);
            if (candidate.Verification.Holds)
            {
                return Result(FixOutcome.Fixed, string.Create(CultureInfo.InvariantCulture, $"{Count(candidate.Verification.Passing.Length, "test that failed passes", "tests that failed pass")}, and nothing that passed before fails."), candidate);
            }

            best = candidate;
            rejected.Add(WhyNot(candidate.Verification));
        }

        search = stations.Time.GetElapsedTime(began) - verification;
        return Result(cancellationToken.IsCancellationRequested ? FixOutcome.Cancelled : FixOutcome.NotFixed, rejected.Count > 0 ? rejected[^1] : tried.Reason, best);

        FixResult Result(FixOutcome outcome, string reason, FixCandidate? candidate) => new()
        {
            Outcome = outcome,
            Reason = reason,
            Checkout = checkout,
            Repository = repository,
            Baseline = measured,
            Wanted = wanted,
            Candidate = candidate,
            Notes = [.. notes],
            Times = new FixTimes(load, baseline, firstVerdict, search, verification),
        };
    }

    private async Task<TestBaseline> MeasureAsync(LoadedRepository repository, RepositoryLoader loader, Checkout checkout, RepositoryTests tests, CancellationToken cancellationToken)
    {
        var started = stations.Time.GetTimestamp();
        var projects = repository.TestProjects.ToList();
        if (projects.Count == 0)
        {
            throw new UserErrorException($"{checkout.Origin.Name} has no test project: a project is one where it refers to Microsoft.NET.Test.Sdk, xunit.v3 or MSTest. Without tests no change can be judged.");
        }

        if (repository.Projects.Any(p => !File.Exists(Path.Combine(Path.GetDirectoryName(Path.Combine(checkout.Folder, p.Path))!, "obj", "project.assets.json"))))
        {
            Note((await loader.RestoreAsync(checkout, stations.Progress, cancellationToken)).Select(p => p.Reason));
        }

        stations.Progress("building the base commit …");
        Note((await tests.BuildAsync(null, cancellationToken)).Select(p => p.Reason));
        stations.Progress("running all tests of the base commit …");
        var measured = await TestBaseline.MeasureAsync(tests, projects, cancellationToken);
        Note(measured.Runs.Select(r => r.Problem).OfType<string>());
        if (measured.Flaky.Count > 0)
        {
            Note([$"{Count(measured.Flaky.Count, "test is flaky and proves", "tests are flaky and prove")} nothing either way: {string.Join(", ", measured.Flaky.Select(k => k.Split('\n')[1]).Take(3))}{(measured.Flaky.Count > 3 ? ", …" : "")}."]);
        }

        baseline = stations.Time.GetElapsedTime(started);
        return measured;
    }

    private static ImmutableArray<TestOutcome> Wanted(TestBaseline baseline, FixRequest request) =>
        [.. baseline.Failing.Where(o => request.Test is null || TestNames.Matches(o.Id, request.Test))];

    private static string NothingFails(TestBaseline baseline, FixRequest request)
    {
        var failing = baseline.Failing.ToList();
        return failing.Count > 0
            ? $"No failing test matches '{request.Test}'; {Count(failing.Count, "test fails", "tests fail")} at the base: {string.Join(", ", failing.Take(3).Select(f => f.Id))}{(failing.Count > 3 ? ", …" : "")}."
            : $"All {baseline.Outcomes.Count()} tests pass at the base, so nothing shows what is wrong: add a test that fails for the reason that the issue gives.";
    }

    private static async Task<FixCandidate> CandidateAsync(Checkout checkout, FixTarget target, Node node, CancellationToken cancellationToken)
    {
        var result = ResultPatch.Between(checkout, target.Problem.Sources, node.Tree);
        var (text, _) = await result.DiffAsync(cancellationToken);
        return new FixCandidate { Project = target.Project, Node = node, Patch = text, Changed = result.Changed };
    }

    /// <summary>The result is written into the copy, built, and its tests run by their own runner.</summary>
    private async Task<FixVerification> VerifyAsync(LoadedRepository repository, Checkout checkout, RepositoryTests tests, TestBaseline measured, ImmutableArray<TestOutcome> wanted, FixCandidate candidate, CancellationToken cancellationToken)
    {
        stations.Progress("building the result and running the tests by their own runner …");
        await CheckoutFiles.WriteAsync(checkout, candidate.Changed, cancellationToken);
        await stations.Sdk.OwnAsync(checkout.Work, cancellationToken);
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

    private void Note(IEnumerable<string> found)
    {
        foreach (var note in found.Where(n => !notes.Contains(n)))
        {
            notes.Add(note);
            stations.Note(note);
        }
    }

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
