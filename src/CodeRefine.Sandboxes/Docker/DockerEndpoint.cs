using System.Text.Json;

namespace CodeRefine.Sandboxes.Docker;

/// <summary>Where an engine listens: a unix socket, or plain TCP.</summary>
/// <param name="SocketPath">Path of the unix socket; null for TCP.</param>
/// <param name="BaseAddress">What requests are made against; with a socket only a name.</param>
/// <param name="Source">Where this was found, in words for people: <c>DOCKER_HOST</c>, a context's name, the default.</param>
public sealed record DockerEndpoint(string? SocketPath, Uri BaseAddress, string Source)
{
    private const string DefaultSocket = "/var/run/docker.sock";

    /// <summary>As the docker client chooses: <c>DOCKER_HOST</c>, then the current context, then the default socket.</summary>
    /// <exception cref="DockerException">The address has a scheme that is not supported here: <c>ssh://</c>, <c>npipe://</c>, or TLS.</exception>
    public static DockerEndpoint Find(Func<string, string?>? environment = null)
    {
        var get = environment ?? Environment.GetEnvironmentVariable;
        if (get("DOCKER_HOST") is { Length: > 0 } host)
        {
            return Parse(host, "DOCKER_HOST");
        }

        var folder = get("DOCKER_CONFIG") is { Length: > 0 } config ? config : Path.Combine(get("HOME") ?? "/", ".docker");
        return FromContext(folder, get("DOCKER_CONTEXT")) ?? Parse("unix://" + DefaultSocket, "default");
    }

    /// <summary>Reads <c>unix:///path</c> or <c>tcp://host:port</c>.</summary>
    public static DockerEndpoint Parse(string address, string source)
    {
        if (address.StartsWith("unix://", StringComparison.Ordinal))
        {
            return new DockerEndpoint(address["unix://".Length..], new Uri("http://docker/"), source);
        }

        if (address.StartsWith("tcp://", StringComparison.Ordinal) && Uri.TryCreate("http" + address["tcp".Length..], UriKind.Absolute, out var uri))
        {
            return new DockerEndpoint(null, uri, source);
        }

        throw new DockerException($"The Docker address '{address}' ({source}) is not supported: use unix:///path or tcp://host:port.");
    }

    public override string ToString() => SocketPath ?? BaseAddress.ToString();

    // A context's folder is named by the SHA-256 of its name, so the metadata are searched by name instead.
    // https://docs.docker.com/engine/manage-resources/contexts/
    private static DockerEndpoint? FromContext(string folder, string? name)
    {
        name ??= ReadString(Path.Combine(folder, "config.json"), "currentContext");
        var metadata = Path.Combine(folder, "contexts", "meta");
        if (name is null or "" or "default" || !Directory.Exists(metadata))
        {
            return null;
        }

        var host = Directory.EnumerateFiles(metadata, "meta.json", SearchOption.AllDirectories)
            .Where(file => ReadString(file, "Name") == name)
            .Select(file => ReadString(file, "Endpoints", "docker", "Host"))
            .FirstOrDefault();
        return host is null ? null : Parse(host, $"context {name}");
    }

    private static string? ReadString(string file, params string[] path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var element = document.RootElement;
            foreach (var name in path)
            {
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                {
                    return null;
                }
            }

            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // A client's settings that can't be read say nothing of where the engine is.
            return null;
        }
    }
}
