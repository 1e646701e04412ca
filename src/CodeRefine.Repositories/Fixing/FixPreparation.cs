using CodeRefine.Core;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Loading;
using CodeRefine.Repositories.Testing;
using static CodeRefine.Repositories.Fixing.FixNotes;

namespace CodeRefine.Repositories.Fixing;

/// <summary>From a repository to one that can be mended: a copy of the base, loaded and built, and what its tests say before anything is changed.</summary>
internal sealed class FixPreparation(FixStations stations)
{
    private readonly FixNotes notes = new(stations.Note, []);

    public async Task<PreparedRepository> RunAsync(FixRequest request, CancellationToken cancellationToken)
    {
        var started = stations.Time.GetTimestamp();
        stations.Progress("copying the base commit …");
        var checkout = await Checkout.CreateAsync(request.Repository, request.Base, request.IncludeDirty, request.Folder, cancellationToken, request.Overlay);
        notes.Add(checkout.Notes);
        var loader = new RepositoryLoader(stations.Sdk, stations.State);
        var repository = await loader.LoadAsync(checkout, stations.Progress, cancellationToken);
        notes.Add(repository.Problems.Select(p => p.Reason));
        var load = stations.Time.GetElapsedTime(started);
        var tests = new RepositoryTests(stations.Sdk, loader, checkout);
        var warm = stations.Sandbox.WarmAsync(request.Limits, 1, cancellationToken);
        var baseline = await MeasureAsync(repository, loader, checkout, tests, cancellationToken);
        await warm;
        return new PreparedRepository
        {
            Checkout = checkout,
            Repository = repository.WithGenerated(checkout),
            Baseline = baseline,
            Notes = notes.All,
            Load = load,
            Measured = stations.Time.GetElapsedTime(started) - load,
            Tests = tests,
            Copy = new WorkingCopy(stations.Sdk, checkout, tests),
            Locator = await FixLocator.OpenAsync(checkout, request.IncludeDirty, cancellationToken),
        };
    }

    private async Task<TestBaseline> MeasureAsync(LoadedRepository repository, RepositoryLoader loader, Checkout checkout, RepositoryTests tests, CancellationToken cancellationToken)
    {
        var projects = repository.TestProjects.ToList();
        if (projects.Count == 0)
        {
            throw new UserErrorException($"{checkout.Origin.Name} has no test project: a project is one where it refers to Microsoft.NET.Test.Sdk, xunit.v3 or MSTest. Without tests no change can be judged.");
        }

        if (repository.Projects.Any(p => !RepositoryLoader.IsRestored(checkout, p.Path)))
        {
            notes.Add((await loader.RestoreAsync(checkout, stations.Progress, cancellationToken)).Select(p => p.Reason));
        }

        stations.Progress("building the base commit …");
        notes.Add((await tests.BuildAsync(null, cancellationToken)).Select(p => p.Reason));
        stations.Progress("running all tests of the base commit …");
        var measured = await TestBaseline.MeasureAsync(tests, projects, cancellationToken);
        notes.Add(measured.Runs.Select(r => r.Problem).OfType<string>());
        if (measured.Flaky.Count > 0)
        {
            notes.Add($"{Count(measured.Flaky.Count, "test is flaky and proves", "tests are flaky and prove")} nothing either way: {string.Join(", ", measured.Flaky.Select(k => k.Split('\n')[1]).Take(3))}{(measured.Flaky.Count > 3 ? ", …" : "")}.");
        }

        return measured;
    }
}
