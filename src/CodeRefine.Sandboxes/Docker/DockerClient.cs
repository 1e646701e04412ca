using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CodeRefine.Sandboxes.Docker;

/// <summary>
/// Talks to a Docker engine: the endpoints that a sandbox needs and no more. Safe for concurrent calls.
/// API: https://docs.docker.com/reference/api/engine/version/v1.41/
/// </summary>
public sealed partial class DockerClient : IDisposable
{
    /// <summary>The version that this client is written against; every engine since 20.10 speaks it or a later one with the same shapes.</summary>
    private static readonly Version Preferred = new(1, 41);

    private readonly HttpClient http;
    private readonly Lazy<Task<DockerVersion>> version;

    public DockerClient(DockerEndpoint endpoint)
    {
        Endpoint = endpoint;
        http = new HttpClient(Handler(endpoint)) { BaseAddress = endpoint.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
        version = new Lazy<Task<DockerVersion>>(() => GetAsync("/version", "tell its version", DockerJson.Default.DockerVersion, CancellationToken.None));
    }

    public DockerEndpoint Endpoint { get; }

    public void Dispose() => http.Dispose();

    /// <summary>The engine's version, asked once.</summary>
    /// <exception cref="DockerException">The engine is not reachable.</exception>
    public Task<DockerVersion> VersionAsync(CancellationToken cancellationToken) => version.Value.WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);

    /// <summary>What the engine is, asked once.</summary>
    /// <exception cref="DockerException">The engine is not reachable.</exception>
    public async Task<EngineKind> KindAsync(CancellationToken cancellationToken) => EngineKind.Of(await VersionAsync(cancellationToken));

    public async Task<DockerInfo> InfoAsync(CancellationToken cancellationToken) =>
        await GetAsync(await PathAsync("/info", cancellationToken), "tell about itself", DockerJson.Default.DockerInfo, cancellationToken);

    private static SocketsHttpHandler Handler(DockerEndpoint endpoint)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) };
        if (endpoint.SocketPath is not null)
        {
            handler.ConnectCallback = (_, cancellationToken) => EngineConnection.OpenAsync(endpoint, cancellationToken);
        }

        return handler;
    }

    /// <summary>Puts the negotiated version in front: ours, or the engine's nearest.</summary>
    private async Task<string> PathAsync(string path, CancellationToken cancellationToken)
    {
        var engine = await VersionAsync(cancellationToken);
        var chosen = Preferred;
        if (Version.TryParse(engine.MinAPIVersion, out var lowest) && chosen < lowest)
        {
            chosen = lowest;
        }

        if (Version.TryParse(engine.ApiVersion, out var highest) && chosen > highest)
        {
            chosen = highest;
        }

        return $"/v{chosen}{path}";
    }

    private async Task<T> GetAsync<T>(string path, string what, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, path, what, null, cancellationToken);
        return await ReadAsync(response, what, type, cancellationToken);
    }

    private async Task<T> PostAsync<TBody, T>(string path, string what, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, path, what, JsonContentOf(body, bodyType), cancellationToken);
        return await ReadAsync(response, what, type, cancellationToken);
    }

    private async Task PostAsync(string path, string what, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, path, what, null, cancellationToken);
    }

    private static ByteArrayContent JsonContentOf<T>(T body, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, string what, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken)
                ?? throw new DockerException($"The Docker engine was asked to {what} and answered nothing.");
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new DockerException($"The Docker engine was asked to {what} and its answer can't be read: {e.Message}", e);
        }
    }

    /// <summary>Sends, and turns an engine's refusal into its own words.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string what, HttpContent? content, CancellationToken cancellationToken, bool upgrade = false)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (upgrade)
        {
            request.Headers.Connection.Add("Upgrade");
            request.Headers.Upgrade.Add(new ProductHeaderValue("tcp"));
        }

        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode < 400)
            {
                return response;
            }

            using (response)
            {
                throw new DockerException($"The Docker engine was asked to {what} and refused: {await RefusalAsync(response, cancellationToken)}", response.StatusCode);
            }
        }
        catch (HttpRequestException e)
        {
            throw new DockerException(Unreachable(e), e);
        }
    }

    private string Unreachable(HttpRequestException e) => e.InnerException is SocketException socket
        ? socket.SocketErrorCode switch
        {
            SocketError.AccessDenied => $"The Docker socket {Endpoint} does not let this user in: join the group docker, or run as root.",
            SocketError.AddressNotAvailable or SocketError.ConnectionRefused => $"No Docker engine listens at {Endpoint} ({Endpoint.Source}).",
            _ => $"No Docker engine answers at {Endpoint} ({Endpoint.Source}): {socket.Message}.",
        }
        : $"No Docker engine answers at {Endpoint} ({Endpoint.Source}): {e.Message}";

    private static async Task<string> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(text, DockerJson.Default.DockerMessage)?.Message is { Length: > 0 } message ? message : text;
        }
        catch (JsonException)
        {
            return text is "" ? ((HttpStatusCode?)response.StatusCode).ToString()! : text;
        }
    }
}
