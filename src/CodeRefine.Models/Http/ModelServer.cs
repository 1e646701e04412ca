using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CodeRefine.Models.Http;

/// <summary>One model server: sends requests and turns every way of failing before an answer into a <see cref="ModelException"/> with the server's own words.</summary>
/// <param name="kind">For messages: <c>Ollama</c>.</param>
/// <param name="whenUnreachable">What to do when nothing answers, ending the sentence.</param>
/// <param name="keyVariable">The environment variable that holds the key; null where the server takes none.</param>
internal sealed class ModelServer(HttpClient http, Uri baseUrl, ApiKey? key, string kind, string whenUnreachable, TimeProvider time, string? keyVariable = null)
{
    private const int LongestErrorBody = 64 * 1024;

    public string Name { get; } = $"The {kind} server at {baseUrl.ToString().TrimEnd('/')}";
    public Uri BaseUrl { get; } = baseUrl;

    /// <summary>A client without a time limit of its own, since calls have theirs; without redirects, which would turn a POST into a GET.</summary>
    public static HttpClient NewHttpClient(Uri baseUrl) => new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !baseUrl.IsLoopback,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The response once its headers are there; not checked for success.</summary>
    public async Task<HttpResponseMessage> SendAsync<T>(HttpMethod method, string path, T? body, JsonTypeInfo<T>? type, CallClock clock)
    {
        using var request = new HttpRequestMessage(method, $"{BaseUrl.ToString().TrimEnd('/')}/{path}");
        if (body is not null && type is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        }

        if (key is not null && !request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key.Reveal()}"))
        {
            throw new ModelException(ModelFailure.Unauthorized, $"The key for {Name} holds characters that no key has; check {keyVariable}.");
        }

        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, clock.Token);
        }
        catch (OperationCanceledException) when (clock.Expired(Name) is { } expired)
        {
            throw expired;
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException)
        {
            throw Unreachable("no connection within 10 s", e);
        }
        catch (HttpRequestException e)
        {
            throw Failed(e);
        }
    }

    /// <summary>A whole body of at most <paramref name="limit"/> bytes.</summary>
    public async Task<string> ReadBodyAsync(HttpResponseMessage response, CallClock clock, int limit)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(clock.Token);
        var bytes = new byte[limit];
        var read = 0;
        try
        {
            while (read < limit && await stream.ReadAsync(bytes.AsMemory(read), clock.Token) is > 0 and var more)
            {
                read += more;
                clock.Heard();
            }
        }
        catch (OperationCanceledException) when (clock.Expired(Name) is { } expired)
        {
            throw expired;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new ModelException(ModelFailure.CutOff, $"{Name} cut its answer off: the connection broke before it was done.", e);
        }

        return Encoding.UTF8.GetString(bytes, 0, read);
    }

    /// <summary>What a response that is no success says, as an exception.</summary>
    /// <param name="model">Set where a 404 may mean that the model is unknown: makes that message from the server's words.</param>
    public async Task<ModelException> ErrorAsync(HttpResponseMessage response, CallClock clock, Func<string, ModelException?>? model = null)
    {
        var body = await ReadBodyAsync(response, clock, LongestErrorBody);
        var words = Scrub(ErrorWords.From(body));
        var status = (int)response.StatusCode;
        var said = words.Length == 0 ? $"status {status}" : $"status {status}: {words}";
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound when model?.Invoke(words) is { } unknown => unknown,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(ModelFailure.Unauthorized, key is null ? $"{Name} wants a key ({said}); set {keyVariable ?? "one in its own configuration"}." : $"{Name} refused the key ({said}); check {keyVariable}."),
            HttpStatusCode.TooManyRequests => new(ModelFailure.RateLimited, $"{Name} limits how much it is asked ({said}).") { RetryAfter = RetryAfter(response) },
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout =>
                new(ModelFailure.Busy, $"{Name} is not ready to answer ({said}).") { RetryAfter = RetryAfter(response) },
            _ when response.Headers.Location is { } elsewhere => new(ModelFailure.Refused, $"{Name} points elsewhere ({said}): use {elsewhere} as its address."),
            _ when ErrorWords.MeansTooLong(words) => new(ModelFailure.PromptTooLong, $"{Name} says that the prompt does not fit the model's context ({said})."),
            _ => new(ModelFailure.Refused, $"{Name} refused the request ({said})."),
        };
    }

    public ModelException Malformed(string line, Exception inner) =>
        new(ModelFailure.Malformed, $"{Name} sent what is not its protocol; it begins: {Scrub(ErrorWords.OneLine(line, 80))}", inner);

    public string Scrub(string text) => key is null ? text : key.Scrub(text);

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };

    private ModelException Failed(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => Unreachable("its name does not resolve", e),
        HttpRequestError.ConnectionError => Unreachable(e.InnerException is SocketException socket ? ErrorWords.OneLine(socket.Message, 80) : "no connection", e),
        HttpRequestError.SecureConnectionError => Unreachable("no secure connection; is it http instead of https?", e),
        HttpRequestError.InvalidResponse => new(ModelFailure.Malformed, $"{Name} answered with something that is not HTTP.", e),
        _ => new(ModelFailure.ConnectionLost, $"{Name} closed the connection without an answer.", e),
    };

    private ModelException Unreachable(string why, Exception e) => new(ModelFailure.Unreachable, $"No {kind} server answers at {BaseUrl.ToString().TrimEnd('/')} ({why}); {whenUnreachable}.", e);
}
