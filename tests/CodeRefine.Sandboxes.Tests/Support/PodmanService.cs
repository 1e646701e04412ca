using System.Diagnostics;
using CodeRefine.Sandboxes.Docker;

namespace CodeRefine.Sandboxes.Tests.Support;

/// <summary>A real Podman behind its Docker-compatible socket, for the tests of one class.</summary>
public sealed class PodmanService : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("coderefine-podman-").FullName;
    private Process? service;

    /// <summary>Skips the test where Podman is not installed.</summary>
    public DockerEndpoint Endpoint
    {
        get
        {
            Sandboxed.Need(service is { HasExited: false }, "Podman is not installed, or its service does not start: sandboxes/setup.sh --podman.");
            return DockerEndpoint.Parse("unix://" + Socket, "test");
        }
    }

    private string Socket => Path.Combine(folder, "podman.sock");

    public async ValueTask InitializeAsync()
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => File.Exists(Path.Combine(p, "podman"))))
        {
            return;
        }

        service = Process.Start(new ProcessStartInfo("podman", ["system", "service", "--time=0", "unix://" + Socket]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        for (var tries = 0; tries < 200 && !File.Exists(Socket) && !service.HasExited; tries++)
        {
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (service is not null)
        {
            service.Kill();
            await service.WaitForExitAsync();
            service.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }
}
