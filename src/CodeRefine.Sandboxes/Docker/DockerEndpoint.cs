namespace CodeRefine.Sandboxes.Docker;

/// <summary>Where an engine listens: a unix socket, a named pipe, or plain TCP.</summary>
/// <param name="SocketPath">Path of the unix socket, or name of the pipe; null for TCP.</param>
/// <param name="BaseAddress">What requests are made against; with a socket only a name.</param>
/// <param name="Source">Where this was found, in words for people: <c>DOCKER_HOST</c>, a context's name, the default.</param>
/// <param name="IsPipe">A named pipe of Windows.</param>
public sealed record DockerEndpoint(string? SocketPath, Uri BaseAddress, string Source, bool IsPipe = false)
{
    private const string Unix = "unix://", Tcp = "tcp://", Pipe = "npipe:////./pipe/";
    private static readonly Uri AnyName = new("http://docker/");

    /// <summary>
    /// As the docker client chooses: <c>DOCKER_HOST</c>, then the current context, then the default; and where nothing listens there, the
    /// sockets of a rootless Docker, Docker Desktop and Podman, whichever is there first.
    /// </summary>
    /// <exception cref="DockerException">The address has a scheme that is not supported here: <c>ssh://</c>, or TLS.</exception>
    public static DockerEndpoint Find(Func<string, string?>? environment = null)
    {
        var get = environment ?? Environment.GetEnvironmentVariable;
        var found = get("DOCKER_HOST") is { Length: > 0 } host
            ? Parse(host, "DOCKER_HOST")
            : DockerContext.Find(get) ?? EngineSockets.Find(get);
        return found.SocketPath is null && get("DOCKER_TLS_VERIFY") is { Length: > 0 }
            ? throw new DockerException($"The engine at {found} ({found.Source}) is to be reached by TLS (DOCKER_TLS_VERIFY), which is not supported: forward its socket, as with `ssh -L /tmp/docker.sock:/var/run/docker.sock HOST`, and set DOCKER_HOST=unix:///tmp/docker.sock.")
            : found;
    }

    /// <summary>Reads <c>unix:///path</c>, <c>tcp://host:port</c> or <c>npipe:////./pipe/name</c>.</summary>
    /// <exception cref="DockerException">It is none of these.</exception>
    public static DockerEndpoint Parse(string address, string source)
    {
        if (address.StartsWith(Unix, StringComparison.Ordinal))
        {
            return new DockerEndpoint(address[Unix.Length..], AnyName, source);
        }

        if (address.StartsWith(Pipe, StringComparison.Ordinal))
        {
            return new DockerEndpoint(address[Pipe.Length..], AnyName, source, IsPipe: true);
        }

        if (address.StartsWith(Tcp, StringComparison.Ordinal) && Uri.TryCreate("http" + address["tcp".Length..], UriKind.Absolute, out var uri))
        {
            return new DockerEndpoint(null, uri, source);
        }

        throw new DockerException($"The Docker address '{address}' ({source}) is not supported: use unix:///path, tcp://host:port or npipe:////./pipe/name.");
    }

    public override string ToString() => SocketPath ?? BaseAddress.ToString();
}
