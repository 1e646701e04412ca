using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Cells;
using CodeRefine.Sandboxes.Screening;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.Sandboxes.Pools;

/// <summary>A cell with the protocol spoken over it: one job at a time, from one caller.</summary>
internal sealed class WorkingCell(ICell cell, CellLimits limits, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Longest time until a cell's first, or next, host is warm; on a loaded machine this takes seconds.</summary>
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(60);

    private const long MostReportBytes = 64 << 20;

    private bool ready;

    public CellLimits Limits => limits;
    public ICell Cell => cell;

    /// <summary>False once it has failed in any way: it is then to be thrown away.</summary>
    public bool Healthy { get; private set; } = true;

    /// <summary>Waits until it can take a job.</summary>
    /// <exception cref="SandboxException">It never will.</exception>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        if (ready)
        {
            return;
        }

        using var deadline = new Deadline(ReadyPatience, time, cancellationToken);
        try
        {
            var frame = await Frames.ReadAsync(cell.Output, Frames.MaxReportBytes, deadline.Token);
            if (frame is not { Type: FrameType.Ready } said)
            {
                throw await NotReadyAsync(frame);
            }

            var hello = Read(said, ProtocolJson.Default.CellReady);
            if (hello.Protocol != CellReady.Version)
            {
                throw Failed($"its test host speaks version {hello.Protocol} of the protocol, this tool version {CellReady.Version}: build the image again");
            }

            ready = true;
        }
        catch (OperationCanceledException) when (deadline.Passed)
        {
            throw Failed($"it was not ready after {ReadyPatience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is ProtocolException or IOException)
        {
            throw Failed(e.Message);
        }
        catch (OperationCanceledException)
        {
            Healthy = false;
            throw;
        }
    }

    /// <summary>Sends the job and listens until its end.</summary>
    /// <param name="id">The job's, which its end has to give back.</param>
    /// <param name="patience">After this time the cell is killed, whatever it says.</param>
    /// <param name="screen">Hears of variants, where the job tries such.</param>
    public async Task<JobTranscript> RunAsync(string id, ReadOnlyMemory<byte> job, TimeSpan patience, CancellationToken cancellationToken, ScreenTranscript? screen = null)
    {
        ready = false;
        var transcript = new JobTranscript { Screen = screen, Ending = new JobEnding.Overdue(patience) };
        using var deadline = new Deadline(patience, time, cancellationToken);
        try
        {
            await Frames.WriteAsync(cell.Input, FrameType.Job, job, deadline.Token);
            transcript.Ending = await ListenAsync(id, transcript, deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Healthy = false;
            await cell.KillAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception e) when (e is ProtocolException or IOException or JsonException)
        {
            transcript.Ending = await PostMortemAsync(e.Message);
        }

        Healthy &= transcript.Ending is JobEnding.Told;
        return transcript;
    }

    public ValueTask DisposeAsync() => cell.DisposeAsync();

    private async Task<JobEnding> ListenAsync(string id, JobTranscript transcript, CancellationToken cancellationToken)
    {
        long heard = 0;
        while (await Frames.ReadAsync(cell.Output, Frames.MaxReportBytes, cancellationToken) is { } frame)
        {
            if ((heard += frame.Payload.Length) > MostReportBytes)
            {
                return new JobEnding.Flooded();
            }

            switch (frame.Type)
            {
                case FrameType.CheckStarted:
                    transcript.Running = Read(frame, ProtocolJson.Default.CheckStart).Id;
                    break;
                case FrameType.CheckResult:
                    var outcome = Read(frame, ProtocolJson.Default.CheckOutcome);
                    if (outcome.Id is null)
                    {
                        throw new ProtocolException("A result of no check came.");
                    }

                    transcript.Outcomes[outcome.Id] = outcome;
                    transcript.Running = transcript.Running == outcome.Id ? null : transcript.Running;
                    break;
                case FrameType.ScreenGround when transcript.Screen is { } screen:
                    screen.Hear(Read(frame, ProtocolJson.Default.ScreenGround));
                    break;
                case FrameType.Screened when transcript.Screen is { } screen:
                    screen.Hear(Read(frame, ProtocolJson.Default.ScreenBatch));
                    break;
                case FrameType.Ended:
                    var end = Read(frame, ProtocolJson.Default.JobEnd);
                    return end.Job == id ? new JobEnding.Told(end) : throw new ProtocolException("The end of another job came.");
                case FrameType.Fault:
                    return new JobEnding.Faulted(Read(frame, ProtocolJson.Default.CellFault).Message);
                default:
                    throw new ProtocolException($"A frame of type {frame.Type} came amid a job.");
            }
        }

        return await PostMortemAsync("Its output ended.");
    }

    private async Task<JobEnding> PostMortemAsync(string reason)
    {
        Healthy = false;
        await cell.KillAsync();
        var end = await cell.Ended;
        var words = cell.Errors is { Length: > 0 } errors ? $" It said: {errors}" : "";
        return new JobEnding.Broken($"{reason} Exit code {end.ExitCode?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"}.{words}", end.OutOfMemory);
    }

    private async Task<SandboxException> NotReadyAsync(Frame? frame)
    {
        if (frame is { Type: FrameType.Fault } fault)
        {
            return Failed(Read(fault, ProtocolJson.Default.CellFault).Message);
        }

        if (frame is { } other)
        {
            return Failed($"it sent a frame of type {other.Type} where it was to say that it is ready");
        }

        await cell.KillAsync();
        var end = await cell.Ended;
        return Failed($"it ended with exit code {end.ExitCode} before it was ready{(cell.Errors is { Length: > 0 } errors ? ": " + errors : "")}");
    }

    private SandboxException Failed(string why)
    {
        Healthy = false;
        return new SandboxException($"The sandbox ({cell.Name}) failed: {why}.");
    }

    private static T Read<T>(Frame frame, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(frame.Payload.Span, type) ?? throw new ProtocolException($"A frame of type {frame.Type} is null.");
        }
        catch (JsonException e)
        {
            throw new ProtocolException($"A frame of type {frame.Type} is not the JSON it should be.", e);
        }
    }
}
