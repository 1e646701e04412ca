using System.Net;
using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Docker;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>Cells as containers without network, capabilities or anything to write to but a sized scratch space.</summary>
public sealed class DockerCellLauncher : ICellLauncher
{
    public const string RunLabel = "coderefine.run";

    private readonly DockerClient docker;
    private readonly ImageBuilder images;
    private readonly string run = Guid.NewGuid().ToString("n");

    private readonly string? runtime;
    private readonly bool forkHosts;

    /// <param name="docker">Owned from here on.</param>
    /// <param name="runtime">A container runtime that the engine has beside its default, such as gVisor's <c>runsc</c>; null for the default.</param>
    /// <param name="forkHosts">See <see cref="SandboxFactory.CreateAsync"/>.</param>
    public DockerCellLauncher(DockerClient docker, string? runtime = null, bool forkHosts = false)
    {
        this.forkHosts = forkHosts;
        this.docker = docker;
        this.runtime = runtime;
        images = new ImageBuilder(docker);
    }

    public string Name => "docker";

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CheckRuntimeAsync(cancellationToken);
            await SweepAsync(cancellationToken);
            await images.EnsureAsync(cancellationToken);
        }
        catch (Exception e) when (e is DockerException or FileNotFoundException)
        {
            throw new SandboxException(e.Message, e);
        }
    }

    public async Task<ICell> LaunchAsync(CellLimits limits, CancellationToken cancellationToken)
    {
        string? id = null;
        try
        {
            // Created or not must be known even when the caller loses patience, so creating itself is not cancelled.
            id = await CreateAsync(await ConfigAsync(limits, cancellationToken), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            var attachment = await docker.AttachAsync(id, cancellationToken);
            await docker.StartAsync(id, cancellationToken);
            return new DockerCell(docker, id, attachment);
        }
        catch (Exception e)
        {
            if (id is not null)
            {
                await docker.RemoveAsync(id, CancellationToken.None);
            }

            if (e is DockerException)
            {
                throw new SandboxException(e.Message, e);
            }

            throw;
        }
    }

    /// <summary>Removes containers of ours whose maker is gone: a tool that was killed leaves them behind.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var orphans = (await docker.ListContainersAsync(RunLabel, cancellationToken)).Where(c => c.Labels is { } labels && CellOwner.IsGone(labels)).ToList();
        foreach (var orphan in orphans)
        {
            await docker.RemoveAsync(orphan.Id, cancellationToken);
        }

        return orphans.Count;
    }

    /// <summary>How many containers of this process there are, running or not.</summary>
    /// <exception cref="DockerException">The engine does not answer.</exception>
    public static async Task<int> CountOwnAsync(DockerClient docker, CancellationToken cancellationToken) =>
        (await docker.ListContainersAsync(RunLabel, cancellationToken)).Count(c => c.Labels is { } labels && CellOwner.Current.Labels.All(l => labels.GetValueOrDefault(l.Key) == l.Value));

    public async ValueTask DisposeAsync()
    {
        try
        {
            // Each cell removes its own container; this is for one whose removal was lost.
            foreach (var left in await docker.ListContainersAsync($"{RunLabel}={run}", CancellationToken.None))
            {
                await docker.RemoveAsync(left.Id, CancellationToken.None);
            }
        }
        catch (DockerException)
        {
            // The engine is gone; the next run's sweep finds what it still holds.
        }

        docker.Dispose();
    }

    // Asked for and not there: going on without it would take a wall away in silence.
    private async Task CheckRuntimeAsync(CancellationToken cancellationToken)
    {
        if (runtime is null)
        {
            return;
        }

        var known = (await docker.InfoAsync(cancellationToken)).Runtimes?.Keys ?? [];
        if (!known.Contains(runtime, StringComparer.Ordinal))
        {
            throw new UserErrorException($"The Docker engine has no runtime '{runtime}', only {string.Join(", ", known.Order(StringComparer.Ordinal))}: install it and name it in the engine's daemon.json, or take docker.runtime out of the configuration.", UserErrorKind.Environment);
        }
    }

    private async Task<string> CreateAsync(ContainerConfig config, CancellationToken cancellationToken)
    {
        try
        {
            return await docker.CreateContainerAsync(config, CancellationToken.None);
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.NotFound)
        {
            // The image was there when this sandbox was prepared; somebody has removed it since.
            await images.EnsureAsync(cancellationToken);
            return await docker.CreateContainerAsync(config, CancellationToken.None);
        }
    }

    internal async Task<ContainerConfig> ConfigAsync(CellLimits limits, CancellationToken cancellationToken) => new()
    {
        Image = (await images.WantedAsync(cancellationToken)).Tag,
        Cmd = [.. CellCommand.Of(forkHosts)],
        Env = [.. CellEnvironment.Of(limits).Select(v => $"{v.Key}={v.Value}")],
        Hostname = "cell",
        Labels = new Dictionary<string, string>(CellOwner.Current.Labels) { [RunLabel] = run },
        AttachStdin = true,
        AttachStdout = true,
        AttachStderr = true,
        OpenStdin = true,
        StdinOnce = true,
        HostConfig = Walls(limits, await docker.KindAsync(cancellationToken)),
    };

    // Podman asks for more than a machine may allow where nothing is asked of it. It counts all processes of the user in all cells, so it is no wall between them.
    private static readonly Ulimit[] PodmanLimits = [new Ulimit("nproc", 16384, 16384)];

    private HostConfig Walls(CellLimits limits, EngineKind engine) => new()
    {
        Runtime = runtime,
        NetworkMode = "none",
        ReadonlyRootfs = true,
        CapDrop = ["ALL"],
        SecurityOpt = ["no-new-privileges", SeccompOption.For(engine)],
        PidsLimit = limits.OuterProcesses,
        Memory = limits.OuterMemoryBytes,
        MemorySwap = limits.OuterMemoryBytes,
        NanoCpus = (long)(limits.Cpus * 1e9),

        // No /dev/shm, which would be a second scratch space.
        IpcMode = "none",
        CgroupnsMode = "private",
        Tmpfs = new Dictionary<string, string> { [CellEnvironment.Home] = $"rw,noexec,nosuid,nodev,mode=1777,size={limits.ScratchBytes}" },
        Ulimits = [new Ulimit("core", 0, 0), new Ulimit("nofile", 1024, 1024), .. engine.IsPodman ? PodmanLimits : []],

        // What a candidate writes is read by us; the engine is not to keep it on disk as well.
        LogConfig = new LogConfig("none"),
    };
}
