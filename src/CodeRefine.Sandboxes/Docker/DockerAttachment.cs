namespace CodeRefine.Sandboxes.Docker;

/// <summary>A container's standard streams over one hijacked connection.</summary>
public sealed class DockerAttachment : IAsyncDisposable
{
    private readonly HttpResponseMessage response;
    private readonly Stream connection;

    internal DockerAttachment(HttpResponseMessage response, Stream connection)
    {
        this.response = response;
        this.connection = connection;
    }

    /// <summary>Writes to the container's standard input.</summary>
    public Stream Input => connection;

    /// <summary>Takes the multiplexed stream apart until the container ends: standard output to one, standard error to the other.</summary>
    public Task CopyAsync(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> output, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> error, CancellationToken cancellationToken) =>
        MultiplexedStream.CopyAsync(connection, output, error, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        response.Dispose();
    }
}
