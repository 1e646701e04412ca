using System.Text.Json;

namespace CodeRefine.Sandboxes.Docker;

/// <summary>The docker client's current context: https://docs.docker.com/engine/manage-resources/contexts/</summary>
internal static class DockerContext
{
    /// <returns>Null where the client has none but its default.</returns>
    /// <exception cref="DockerException">The context names an address that is not supported.</exception>
    public static DockerEndpoint? Find(Func<string, string?> environment)
    {
        var folder = environment("DOCKER_CONFIG") is { Length: > 0 } config ? config : Path.Combine(environment("HOME") ?? environment("USERPROFILE") ?? "/", ".docker");
        var name = environment("DOCKER_CONTEXT") is { Length: > 0 } named ? named : ReadString(Path.Combine(folder, "config.json"), "currentContext");
        var metadata = Path.Combine(folder, "contexts", "meta");
        if (name is null or "" or "default" || !Directory.Exists(metadata))
        {
            return null;
        }

        // A context's folder is named by the SHA-256 of its name, so the metadata are searched by name instead.
        var host = Directory.EnumerateFiles(metadata, "meta.json", SearchOption.AllDirectories)
            .Where(file => ReadString(file, "Name") == name)
            .Select(file => ReadString(file, "Endpoints", "docker", "Host"))
            .FirstOrDefault();
        return host is null ? null : DockerEndpoint.Parse(host, $"context {name}");
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
