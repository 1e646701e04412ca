using System.Formats.Tar;
using System.IO.Pipes;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using CodeRefine.Sandboxes.Docker;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Sandboxes.Tests;

/// <summary>Engines that do not run this machine's programs, as on macOS and Windows; spoken to over the wire, since none is here.</summary>
public class ForeignEngineTests
{
    [Fact]
    public void An_engine_of_another_platform_gets_no_program_of_this_machine()
    {
        var (own, other) = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? ("arm64", "amd64") : ("amd64", "arm64");
        static EngineKind Kind(string system, string architecture) => EngineKind.Of(new DockerVersion("28.0", "1.48", "1.24", system, architecture, null));

        Assert.True(Kind("linux", own).RunsOurBinaries);
        Assert.False(Kind("linux", other).RunsOurBinaries);
        Assert.False(Kind("windows", own).RunsOurBinaries);
    }

    [Fact]
    public async Task Its_image_is_built_on_the_public_runtime_of_the_same_version_with_the_test_host_alone()
    {
        var image = SandboxImage.Pulled("example.org/runtime:10.0.1");
        using var tar = new TarReader(new MemoryStream(await new ImageContext(image).ReadAsByteArrayAsync()));
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
        }

        Assert.Contains("Dockerfile", names);
        Assert.Contains("testhost/CodeRefine.TestHost.dll", names);
        Assert.DoesNotContain(names, n => n.StartsWith("runtime/dotnet", StringComparison.Ordinal));
        Assert.Contains("FROM ${BASE}", image.Dockerfile, StringComparison.Ordinal);
        Assert.NotEqual(image.Tag, SandboxImage.Pulled("example.org/runtime:10.0.2").Tag);
        Assert.EndsWith(":" + Environment.Version.ToString(3), SandboxImage.For(new EngineKind(false, "windows", "amd64")).BaseImage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_engine_is_told_the_base_image_and_its_failure_to_pull_comes_in_its_words()
    {
        using var engine = new ScriptedEngine();
        using var docker = new DockerClient(DockerEndpoint.Parse(engine.Address, "test"));

        var error = await Assert.ThrowsAsync<DockerException>(() => docker.BuildImageAsync(new ByteArrayContent([]), "t:1", new Dictionary<string, string>(), "example.org/runtime:10.0.1", CancellationToken.None));

        Assert.Contains("manifest unknown", error.Message, StringComparison.Ordinal);
        Assert.Contains("buildargs=" + Uri.EscapeDataString("""{"BASE":"example.org/runtime:10.0.1"}"""), engine.Requests.Single(r => r.Contains("/build", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_behind_a_named_pipe_answers()
    {
        var name = "coderefine-test-" + Guid.NewGuid().ToString("n");
        await using var server = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        var answering = AnswerOnceAsync(server);
        using var docker = new DockerClient(DockerEndpoint.Parse("npipe:////./pipe/" + name, "DOCKER_HOST"));

        Assert.Equal("27.1", (await docker.VersionAsync(CancellationToken.None)).Version);
        await answering;
    }

    [Fact]
    public void TLS_is_refused_with_a_way_out()
    {
        var error = Assert.Throws<DockerException>(() => DockerEndpoint.Find(name => name switch { "DOCKER_HOST" => "tcp://10.0.0.7:2376", "DOCKER_TLS_VERIFY" => "1", _ => null }));

        Assert.Contains("TLS (DOCKER_TLS_VERIFY), which is not supported: forward its socket", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rootless_engines_socket_is_found_without_a_setting()
    {
        var folder = Directory.CreateTempSubdirectory();
        Directory.CreateDirectory(Path.Combine(folder.FullName, "podman"));
        File.WriteAllText(Path.Combine(folder.FullName, "podman/podman.sock"), "");

        var endpoint = EngineSockets.Find(name => name == "XDG_RUNTIME_DIR" ? folder.FullName : null);
        folder.Delete(recursive: true);

        // A machine with Docker of its own takes that first.
        Assert.Equal(File.Exists("/var/run/docker.sock") ? "default" : "rootless Podman", endpoint.Source);
    }

    private static async Task AnswerOnceAsync(NamedPipeServerStream server)
    {
        await server.WaitForConnectionAsync();
        await server.ReadAtLeastAsync(new byte[4096], 20);
        const string body = """{"Version":"27.1","ApiVersion":"1.46","Os":"linux","Arch":"amd64"}""";
        await server.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    }

    /// <summary>Answers as an engine on arm64 whose pulls fail.</summary>
    private sealed class ScriptedEngine : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly Task serving;

        public ScriptedEngine()
        {
            // A free port, by trying: the listener can't choose one itself.
            for (var port = 20000 + (Environment.ProcessId % 20000); ; port++)
            {
                try
                {
                    listener.Prefixes.Clear();
                    listener.Prefixes.Add($"http://127.0.0.1:{port}/");
                    listener.Start();
                    Address = $"tcp://127.0.0.1:{port}";
                    break;
                }
                catch (HttpListenerException) when (port < 60000)
                {
                }
            }

            serving = ServeAsync();
        }

        public string Address { get; }
        public System.Collections.Concurrent.ConcurrentQueue<string> Requests { get; } = new();

        public void Dispose()
        {
            listener.Close();
            serving.Wait(TimeSpan.FromSeconds(5));
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    var context = await listener.GetContextAsync();
                    Requests.Enqueue(context.Request.RawUrl!);
                    var body = context.Request.RawUrl!.Contains("/build", StringComparison.Ordinal)
                        ? """{"stream":"Step 1/6 : ARG BASE"}""" + "\n" + """{"error":"manifest unknown"}""" + "\n"
                        : """{"Version":"28.0","ApiVersion":"1.48","MinAPIVersion":"1.24","Os":"linux","Arch":"arm64"}""";
                    await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                    context.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed: the test is over.
            }
        }
    }
}
