using System.Formats.Tar;
using CodeRefine.Core;
using CodeRefine.Sandboxes.Docker;
using CodeRefine.Sandboxes.Images;
using CodeRefine.Sandboxes.Tests.Support;

namespace CodeRefine.Sandboxes.Tests;

public class DockerTests(Sandboxed sandboxes)
{
    [Theory]
    [InlineData("unix:///run/user/1000/docker.sock", "/run/user/1000/docker.sock", "http://docker/")]
    [InlineData("tcp://10.0.0.7:2375", null, "http://10.0.0.7:2375/")]
    public void I_can_name_an_engine_by_DOCKER_HOST(string host, string? socket, string address)
    {
        var endpoint = DockerEndpoint.Find(name => name == "DOCKER_HOST" ? host : null);

        Assert.Equal((socket, address, "DOCKER_HOST"), (endpoint.SocketPath, endpoint.BaseAddress.ToString(), endpoint.Source));
    }

    [Fact]
    public void I_can_name_one_by_the_docker_clients_context()
    {
        var folder = Directory.CreateTempSubdirectory();
        Directory.CreateDirectory(Path.Combine(folder.FullName, "contexts/meta/abc"));
        File.WriteAllText(Path.Combine(folder.FullName, "config.json"), """{"currentContext":"mine"}""");
        File.WriteAllText(Path.Combine(folder.FullName, "contexts/meta/abc/meta.json"), """{"Name":"mine","Endpoints":{"docker":{"Host":"unix:///tmp/mine.sock"}}}""");

        var endpoint = DockerEndpoint.Find(name => name == "DOCKER_CONFIG" ? folder.FullName : null);
        folder.Delete(true);

        Assert.Equal(("/tmp/mine.sock", "context mine"), (endpoint.SocketPath, endpoint.Source));
    }

    [Fact]
    public void An_address_that_is_not_supported_is_named()
    {
        var error = Assert.Throws<DockerException>(() => DockerEndpoint.Parse("ssh://host", "DOCKER_HOST"));

        Assert.Equal("The Docker address 'ssh://host' (DOCKER_HOST) is not supported: use unix:///path, tcp://host:port or npipe:////./pipe/name.", error.Message);
    }

    [Theory]
    [InlineData("unix:///nowhere/docker.sock", "No Docker engine listens at /nowhere/docker.sock (DOCKER_HOST).")]
    [InlineData("tcp://127.0.0.1:9", "No Docker engine listens at http://127.0.0.1:9/ (DOCKER_HOST).")]
    public async Task An_engine_that_is_not_there_is_one_sentence(string host, string message)
    {
        using var docker = new DockerClient(DockerEndpoint.Parse(host, "DOCKER_HOST"));

        Assert.Equal(message, (await Assert.ThrowsAsync<DockerException>(() => docker.VersionAsync(CancellationToken.None))).Message);
    }

    [Fact]
    public async Task The_engines_refusal_comes_in_its_own_words()
    {
        await sandboxes.GetAsync(SandboxFactory.Docker);
        using var docker = new DockerClient(DockerEndpoint.Find());

        var error = await Assert.ThrowsAsync<DockerException>(() => docker.CreateContainerAsync(new ContainerConfig { Image = "coderefine-no-such-image", HostConfig = new HostConfig() }, CancellationToken.None));

        Assert.StartsWith("The Docker engine was asked to create a container and refused: No such image", error.Message, StringComparison.Ordinal);
        Assert.Null(await docker.FindImageAsync("coderefine-no-such-image", CancellationToken.None));
    }

    [Fact]
    public async Task Output_and_errors_are_taken_apart_at_any_cut()
    {
        byte[] wire = [1, 0, 0, 0, 0, 0, 0, 2, (byte)'a', (byte)'b', 2, 0, 0, 0, 0, 0, 0, 1, (byte)'x', 1, 0, 0, 0, 0, 0, 0, 1, (byte)'c', 1, 0];
        var (output, errors) = (new MemoryStream(), new MemoryStream());

        await MultiplexedStream.CopyAsync(new OneByteAtATime(wire), (p, _) => output.WriteAsync(p, CancellationToken.None), (p, _) => errors.WriteAsync(p, CancellationToken.None), CancellationToken.None);

        Assert.Equal(("abc", "x"), (System.Text.Encoding.ASCII.GetString(output.ToArray()), System.Text.Encoding.ASCII.GetString(errors.ToArray())));
    }

    [Fact]
    public async Task The_image_has_the_runtime_its_libraries_and_the_test_host()
    {
        using var context = new ImageContext(SandboxImage.OfThisMachine());
        using var tar = new MemoryStream(await context.ReadAsByteArrayAsync());
        using var reader = new TarReader(tar);
        var names = new HashSet<string>();
        while (reader.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
        }

        Assert.Contains("Dockerfile", names);
        Assert.Contains("runtime/dotnet/dotnet", names);
        Assert.Contains(names, n => n.StartsWith("runtime/native/libstdc++.so", StringComparison.Ordinal) || n.StartsWith("runtime/native/libc.musl", StringComparison.Ordinal));
        Assert.Contains(names, n => n.EndsWith("/System.Private.CoreLib.dll", StringComparison.Ordinal));
        Assert.Contains("testhost/CodeRefine.TestHost.dll", names);
        Assert.Contains(names, n => n.Contains("/ld-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_definition_is_another_image()
    {
        var files = SandboxFiles.Collect(HostRuntime.Find(), TestHostFolder.Find());

        Assert.Equal(files.Hash("a"), SandboxFiles.Collect(HostRuntime.Find(), TestHostFolder.Find()).Hash("a"));
        Assert.NotEqual(files.Hash("a"), files.Hash("b"));
    }

    [Fact]
    public async Task An_unknown_sandbox_is_named_with_those_that_there_are()
    {
        var error = await Assert.ThrowsAsync<UserErrorException>(() => SandboxFactory.CreateAsync("podman", 1, CancellationToken.None));

        Assert.Equal("There is no sandbox 'podman': choose one of auto, docker, bubblewrap, none.", error.Message);
    }

    [Fact]
    public async Task The_bare_host_runs_only_when_it_is_named()
    {
        await using var sandbox = await SandboxFactory.CreateAsync(SandboxFactory.None, 1, CancellationToken.None);

        Assert.Equal("none", sandbox.Name);
        Assert.True((await sandbox.RunAsync(Compiled.Method("return x;", "Zero"), CancellationToken.None)).Passed);
    }

    private sealed class OneByteAtATime(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
