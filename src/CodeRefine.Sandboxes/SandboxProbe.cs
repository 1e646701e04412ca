using CodeRefine.Core;
using CodeRefine.Sandboxes.Cells;
using CodeRefine.Sandboxes.Docker;
using CodeRefine.Sandboxes.Images;
using CodeRefine.Sandboxes.Seccomp;

namespace CodeRefine.Sandboxes;

/// <summary>What this machine has for running candidates apart: for <c>doctor</c>.</summary>
public sealed record SandboxProbe(DockerProbe Docker, BubblewrapProbe Bubblewrap, TestHostProbe TestHost)
{
    /// <summary>What <c>auto</c> would take; null for nothing.</summary>
    public string? Chosen => Docker.Reachable ? SandboxFactory.Docker : Bubblewrap.Usable ? SandboxFactory.Bubblewrap : null;

    public static async Task<SandboxProbe> RunAsync(CancellationToken cancellationToken)
    {
        var docker = DockerProbe.RunAsync(cancellationToken);
        var bubblewrap = BubblewrapProbe.RunAsync(cancellationToken);
        return new SandboxProbe(await docker, await bubblewrap, TestHostProbe.Run());
    }
}

/// <param name="Endpoint">Where an engine was looked for.</param>
/// <param name="ClientPath">Path of the <c>docker</c> program, which CodeRefine does not need; null where there is none.</param>
/// <param name="Reachable">The engine answered.</param>
/// <param name="Problem">A sentence; null where all is well.</param>
/// <param name="EngineName"><c>Docker</c>, or <c>Podman</c> where that speaks Docker's API; null where none answered.</param>
/// <param name="Seccomp">The engine applies system call filters.</param>
/// <param name="ImageTag">The image that this machine's runtime and test host make; null where that is not known.</param>
/// <param name="ImagePresent">Built already; else the first run builds it.</param>
public sealed record DockerProbe(string Endpoint, string? ClientPath, bool Reachable, string? Problem, string? EngineName, string? EngineVersion, string? ApiVersion, bool Seccomp, bool Rootless, string? CgroupVersion, string? ImageTag, bool ImagePresent)
{
    internal static async Task<DockerProbe> RunAsync(CancellationToken cancellationToken)
    {
        var client = BubblewrapProgram.OnPath("docker");
        var where = "";
        try
        {
            var endpoint = DockerEndpoint.Find();
            where = endpoint.ToString();
            using var docker = new DockerClient(endpoint);
            var version = await docker.VersionAsync(cancellationToken);
            var info = await docker.InfoAsync(cancellationToken);
            var (tag, present, problem) = await ImageAsync(docker, cancellationToken);
            return new DockerProbe(where, client, true, problem, EngineKind.Of(version).Name, version.Version, version.ApiVersion, info.HasSeccomp, info.IsRootless, info.CgroupVersion, tag, present);
        }
        catch (Exception e) when (e is DockerException or TimeoutException)
        {
            var problem = e is DockerException ? e.Message : $"The Docker engine at {where} does not answer.";
            return new DockerProbe(where, client, false, problem, null, null, null, false, false, null, null, false);
        }
    }

    private static async Task<(string? Tag, bool Present, string? Problem)> ImageAsync(DockerClient docker, CancellationToken cancellationToken)
    {
        try
        {
            var builder = new ImageBuilder(docker);
            return ((await builder.WantedAsync(cancellationToken)).Tag, await builder.ExistsAsync(cancellationToken), null);
        }
        catch (Exception e) when (e is UserErrorException or IOException)
        {
            return (null, false, e.Message);
        }
    }
}

/// <param name="Folder">Null where the test host is missing, and <paramref name="Problem"/> says so.</param>
/// <param name="SeccompFilter">A filter can be compiled for this machine's processor.</param>
public sealed record TestHostProbe(string? Folder, string? Problem, string? RuntimeVersion, bool SeccompFilter)
{
    internal static TestHostProbe Run()
    {
        try
        {
            return new TestHostProbe(TestHostFolder.Find(), null, HostRuntime.Find().Version, SyscallTable.OfThisMachine() is not null);
        }
        catch (UserErrorException e)
        {
            return new TestHostProbe(null, e.Message, null, SyscallTable.OfThisMachine() is not null);
        }
    }
}
