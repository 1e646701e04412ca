namespace CodeRefine.Sandboxes.Docker;

/// <summary>Where engines listen when nobody has said where.</summary>
internal static class EngineSockets
{
    /// <summary>The first socket that is there; else the default one, whose absence is then told.</summary>
    public static DockerEndpoint Find(Func<string, string?> environment)
    {
        if (OperatingSystem.IsWindows())
        {
            return DockerEndpoint.Parse("npipe:////./pipe/docker_engine", "default");
        }

        var all = Known(environment).ToList();
        var (path, source) = all.FirstOrDefault(s => File.Exists(s.Path), all[0]);
        return DockerEndpoint.Parse("unix://" + path, source);
    }

    private static IEnumerable<(string Path, string Source)> Known(Func<string, string?> environment)
    {
        yield return ("/var/run/docker.sock", "default");
        if (environment("HOME") is { Length: > 0 } home)
        {
            yield return (Path.Combine(home, ".docker/run/docker.sock"), "Docker Desktop");
        }

        if (environment("XDG_RUNTIME_DIR") is { Length: > 0 } own)
        {
            yield return (Path.Combine(own, "docker.sock"), "rootless Docker");
            yield return (Path.Combine(own, "podman/podman.sock"), "rootless Podman");
        }

        yield return ("/run/podman/podman.sock", "Podman");
    }
}
