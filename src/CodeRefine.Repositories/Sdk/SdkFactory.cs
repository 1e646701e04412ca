using CodeRefine.Core;
using CodeRefine.Sandboxes;
using CodeRefine.Sandboxes.Cells;

namespace CodeRefine.Repositories.Sdk;

/// <summary>Chooses where the SDK runs.</summary>
public static class SdkFactory
{
    /// <param name="sandbox">One of <see cref="SandboxFactory.Names"/>: <c>none</c> runs the SDK on the host, which has to be asked for by name; anything else runs it in bubblewrap.</param>
    /// <param name="state">CodeRefine's own folder, where packages are kept.</param>
    /// <exception cref="UserErrorException">There is no bubblewrap that works, or no SDK.</exception>
    public static async Task<ISdk> CreateAsync(string sandbox, string state, CancellationToken cancellationToken)
    {
        var places = SdkPlaces.Find(state);
        if (!Directory.Exists(Path.Combine(places.DotnetRoot, "sdk")))
        {
            throw new UserErrorException($"There is no .NET SDK in {places.DotnetRoot}, only a runtime: a repository can't be built without one. Install the SDK.", UserErrorKind.Environment);
        }

        if (sandbox == SandboxFactory.None)
        {
            return new HostSdk(places);
        }

        var found = await BubblewrapProbe.RunAsync(cancellationToken);
        return found.Usable
            ? new BubblewrapSdk(found.Program!, places)
            : throw new UserErrorException($"A repository's own build and tests are run in bubblewrap, with the SDK mounted read-only: {found.Problem!.TrimEnd('.')}. Run sandboxes/setup.sh, or, where you trust the repository, use --sandbox none.", UserErrorKind.Environment);
    }
}
