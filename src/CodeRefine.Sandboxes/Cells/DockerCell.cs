using System.IO.Pipelines;
using CodeRefine.Sandboxes.Docker;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>A running container with its streams.</summary>
internal sealed class DockerCell : ICell
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DockerClient docker;
    private readonly string id;
    private readonly DockerAttachment attachment;
    private readonly Pipe output = new();
    private readonly ErrorTail errors = new();

    public DockerCell(DockerClient docker, string id, DockerAttachment attachment)
    {
        this.docker = docker;
        this.id = id;
        this.attachment = attachment;
        Output = output.Reader.AsStream();
        Ended = PumpAsync();
    }

    public string Name => $"container {id[..12]}";
    public Stream Input => attachment.Input;
    public Stream Output { get; }
    public string Errors => errors.Text;
    public Task<CellEnd> Ended { get; }

    public Task KillAsync() => QuietlyAsync(() => docker.KillAsync(id, CancellationToken.None).WaitAsync(Patience));

    public async ValueTask DisposeAsync()
    {
        await QuietlyAsync(() => docker.RemoveAsync(id, CancellationToken.None).WaitAsync(Patience));

        // The reader's end first: a pump that waits for room in the pipe is let go.
        await Output.DisposeAsync();
        await attachment.DisposeAsync();
        await Ended;
    }

    private async Task<CellEnd> PumpAsync()
    {
        try
        {
            await attachment.CopyAsync(ForwardAsync, KeepAsync, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or DockerException or ObjectDisposedException)
        {
            errors.Add(System.Text.Encoding.UTF8.GetBytes(e.Message));
        }

        // The stream is over; so is the cell, whatever still runs in it.
        await KillAsync();
        var end = await PostMortemAsync();
        await output.Writer.CompleteAsync();
        return end;
    }

    private async ValueTask ForwardAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        var flushed = await output.Writer.WriteAsync(piece, cancellationToken);
        if (flushed.IsCompleted)
        {
            throw new IOException("Nobody reads the cell's output any more.");
        }
    }

    private ValueTask KeepAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        errors.Add(piece.Span);
        return ValueTask.CompletedTask;
    }

    private async Task<CellEnd> PostMortemAsync()
    {
        var end = new CellEnd(null, false);
        await QuietlyAsync(async () =>
        {
            await docker.WaitAsync(id, CancellationToken.None).WaitAsync(Patience);
            var state = (await docker.InspectAsync(id, CancellationToken.None).WaitAsync(Patience)).State;
            end = new CellEnd(state.ExitCode, state.OOMKilled);
        });
        return end;
    }

    // The container may be gone, or the engine: then there is nothing left to end, or nobody to ask.
    private static async Task QuietlyAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception e) when (e is DockerException or TimeoutException or ObjectDisposedException)
        {
        }
    }
}
