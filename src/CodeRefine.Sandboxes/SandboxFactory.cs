using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Cells;
using CodeRefine.Sandboxes.Docker;

namespace CodeRefine.Sandboxes;

/// <summary>Chooses a sandbox by name.</summary>
public static class SandboxFactory
{
    public const string Auto = "auto", Docker = "docker", Bubblewrap = "bubblewrap", None = "none";

    private const string SetUp = "run sandboxes/setup.sh, or see what is missing with `coderefine doctor`";

    public static IReadOnlyList<string> Names { get; } = [Auto, Docker, Bubblewrap, None];

    /// <summary>
    /// <c>auto</c> takes Docker where its engine answers, then bubblewrap where it really starts a namespace; never the bare host, which
    /// has to be asked for by name (<c>none</c>).
    /// </summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="capacity">Runs that go on at once; 0 for as many as the machine has cores.</param>
    /// <param name="dockerRuntime">A container runtime of the engine's such as <c>runsc</c>; it leaves Docker as the only choice.</param>
    /// <param name="forkHosts">Test hosts may be copies of one that is warm and never runs a candidate; else each is started anew.</param>
    /// <exception cref="UserErrorException">The name is unknown, or what it names is not usable here.</exception>
    public static async Task<ISandbox> CreateAsync(string name, int capacity, CancellationToken cancellationToken, TimeProvider? time = null, string? dockerRuntime = null, bool forkHosts = true)
    {
        if (dockerRuntime is not null && name is not (Auto or Docker))
        {
            throw new UserErrorException($"The runtime '{dockerRuntime}' is Docker's, and the sandbox is {name}: choose docker, or take docker.runtime out of the configuration.");
        }

        var launcher = name switch
        {
            Auto when dockerRuntime is null => await FindAsync(forkHosts, cancellationToken),
            Auto or Docker => Required(await DockerAsync(forkHosts, cancellationToken, dockerRuntime)),
            Bubblewrap => Required(await BubblewrapAsync(forkHosts, cancellationToken)),
            None => new HostCellLauncher(forkHosts),
            _ => throw new UserErrorException($"There is no sandbox '{name}': choose one of {string.Join(", ", Names)}."),
        };
        return new Sandbox(launcher, capacity, time);
    }

    private static async Task<ICellLauncher> FindAsync(bool forkHosts, CancellationToken cancellationToken)
    {
        var (docker, noDocker) = await DockerAsync(forkHosts, cancellationToken);
        if (docker is not null)
        {
            return docker;
        }

        var (bubblewrap, noBubblewrap) = await BubblewrapAsync(forkHosts, cancellationToken);
        return bubblewrap ?? throw Unusable($"No sandbox is usable: {noDocker} {noBubblewrap}");
    }

    private static async Task<(ICellLauncher? Launcher, string? WhyNot)> DockerAsync(bool forkHosts, CancellationToken cancellationToken, string? runtime = null)
    {
        DockerClient? client = null;
        try
        {
            client = new DockerClient(DockerEndpoint.Find());
            await client.VersionAsync(cancellationToken);
            return (new DockerCellLauncher(client, runtime, forkHosts), null);
        }
        catch (Exception e) when (e is DockerException or TimeoutException)
        {
            client?.Dispose();
            return (null, e is DockerException ? e.Message : $"The Docker engine at {client!.Endpoint} does not answer.");
        }
    }

    private static async Task<(ICellLauncher? Launcher, string? WhyNot)> BubblewrapAsync(bool forkHosts, CancellationToken cancellationToken)
    {
        var found = await BubblewrapProbe.RunAsync(cancellationToken);
        return found.Usable ? (new BubblewrapCellLauncher(found.Program!, forkHosts), null) : (null, found.Problem);
    }

    private static ICellLauncher Required((ICellLauncher? Launcher, string? WhyNot) found) => found.Launcher ?? throw Unusable(found.WhyNot!);

    private static UserErrorException Unusable(string why) => new($"{why.TrimEnd('.')}: {SetUp}.", UserErrorKind.Environment);
}
