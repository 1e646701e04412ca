using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CodeRefine.Sandboxes.Docker;

namespace CodeRefine.Sandboxes.Tests.Support;

/// <summary>A Docker engine that knows every image, has the runtimes that it is told, and starts nothing: it keeps what it was asked for.</summary>
internal sealed class LoopbackEngine : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly string runtimes;

    public LoopbackEngine(params string[] runtimes)
    {
        this.runtimes = string.Join(",", runtimes.Select(r => $$"""
            "{{r}}":{"path":"{{r}}"}
            """));
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Address = $"tcp://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        listener.Prefixes.Add(Address.Replace("tcp", "http", StringComparison.Ordinal) + "/");
        listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    /// <summary>Bodies of the requests to create a container.</summary>
    public ConcurrentQueue<string> Created { get; } = new();

    public DockerClient Client() => new(DockerEndpoint.Parse(Address, "test"));

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                await AnswerAsync(await listener.GetContextAsync());
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed by the test's end.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        if (path.EndsWith("/containers/create", StringComparison.Ordinal))
        {
            using var reader = new StreamReader(context.Request.InputStream);
            Created.Enqueue(await reader.ReadToEndAsync());
            context.Response.StatusCode = 500;
        }

        var answer = path switch
        {
            "/version" => """{"Version":"27.0","ApiVersion":"1.41","MinAPIVersion":"1.24","Os":"linux","Arch":"amd64"}""",
            _ when path.EndsWith("/info", StringComparison.Ordinal) => "{\"ServerVersion\":\"27.0\",\"NCPU\":2,\"MemTotal\":1,\"Runtimes\":{" + runtimes + "}}",
            _ when path.EndsWith("/containers/create", StringComparison.Ordinal) => """{"message":"it starts nothing"}""",
            _ when path.Contains("/images/", StringComparison.Ordinal) && !path.EndsWith("/images/json", StringComparison.Ordinal) => """{"Id":"sha256:1","RepoTags":[],"Size":1,"Os":"linux","Architecture":"amd64"}""",
            _ => "[]",
        };
        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
        context.Response.Close();
    }
}
