using System.IO.Pipes;
using System.Net.Sockets;

namespace CodeRefine.Sandboxes.Docker;

/// <summary>Opens the stream to an engine on this machine: a unix socket, or a named pipe as on Windows.</summary>
internal static class EngineConnection
{
    private static readonly TimeSpan PipePatience = TimeSpan.FromSeconds(5);

    public static async ValueTask<Stream> OpenAsync(DockerEndpoint endpoint, CancellationToken cancellationToken) => endpoint.IsPipe
        ? await OpenPipeAsync(endpoint.SocketPath!, cancellationToken)
        : await OpenSocketAsync(endpoint.SocketPath!, cancellationToken);

    private static async Task<Stream> OpenSocketAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Stream> OpenPipeAsync(string name, CancellationToken cancellationToken)
    {
        var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(PipePatience, cancellationToken);
            return pipe;
        }
        catch (TimeoutException)
        {
            await pipe.DisposeAsync();
            throw new SocketException((int)SocketError.ConnectionRefused);
        }
        catch
        {
            await pipe.DisposeAsync();
            throw;
        }
    }
}
