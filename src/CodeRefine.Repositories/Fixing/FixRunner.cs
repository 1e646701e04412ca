using CodeRefine.Core;

namespace CodeRefine.Repositories.Fixing;

/// <summary>
/// From a repository to a change that mends it: a copy of the base, load, baseline, a test that shows the issue, search on the fast path project by project, and the
/// last word by the tests' own runner on a build of the whole. Nothing of the user's is written.
/// </summary>
public sealed class FixRunner(FixStations stations)
{
    /// <exception cref="UserErrorException">The repository or the request is wrong in a way that the user can mend.</exception>
    public async Task<FixResult> RunAsync(FixRequest request, CancellationToken cancellationToken) =>
        await MendAsync(await PrepareAsync(request, cancellationToken), request, cancellationToken);

    /// <summary>All that does not depend on what is to be mended: needed once where several things are.</summary>
    /// <exception cref="UserErrorException">The repository is wrong in a way that the user can mend.</exception>
    public Task<PreparedRepository> PrepareAsync(FixRequest request, CancellationToken cancellationToken) => new FixPreparation(stations).RunAsync(request, cancellationToken);

    /// <param name="prepared">Of the same repository and base.</param>
    public Task<FixResult> MendAsync(PreparedRepository prepared, FixRequest request, CancellationToken cancellationToken) => new Mending(stations, request, prepared).RunAsync(cancellationToken);
}
