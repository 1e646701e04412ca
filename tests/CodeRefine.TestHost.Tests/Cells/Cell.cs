using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using CodeRefine.TestHost.Protocol;
using CodeRefine.TestHost.Tests.Compiling;

namespace CodeRefine.TestHost.Tests.Cells;

/// <summary>A supervisor process and the transport's end of its pipes.</summary>
public class Cell : IAsyncLifetime
{
    private readonly Process process;
    private readonly string scratch = Directory.CreateTempSubdirectory("coderefine-scratch-").FullName;
    private bool ready;

    public Cell()
        : this([])
    {
    }

    private protected Cell(string[] options)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Folder, "CodeRefine.TestHost.dll"), "supervise", "--scratch", scratch, .. options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["SECRET_API_KEY"] = "not-for-candidates";

        // As in every cell of the product.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        process = Process.Start(start)!;
        Input = process.StandardInput.BaseStream;
    }

    internal static string Folder { get; } = typeof(Cell).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TestHostFolder").Value!;

    internal Stream Input { get; }
    internal Process Process => process;
    internal string Scratch => scratch;

    internal static HostLimits Limits { get; } = new() { CheckMilliseconds = 5_000, TotalMilliseconds = 20_000, OutputBytes = 1 << 20, MemoryBytes = 512 << 20, Processes = 128, ScratchBytes = 8 << 20 };

    public async ValueTask InitializeAsync() => await AwaitReadyAsync();

    /// <summary>Compiles and runs. Ids are those of the checks' methods, in order.</summary>
    internal Task<CellAnswer> RunAsync(string candidate, string checks, string[] ids, HostLimits? limits = null, Func<HostJob, HostJob>? with = null)
    {
        var job = new HostJob
        {
            Id = Guid.NewGuid().ToString("N"),
            CandidateName = "Candidate",
            ChecksName = "Checks",
            Expected = [.. ids.Select(i => new ExpectedCheck(i, false))],
            Limits = limits ?? Limits,
        };
        return RunAsync(TestAssemblies.Compile(candidate, checks, with?.Invoke(job) ?? job));
    }

    internal async Task<CellAnswer> RunAsync(JobPayload payload, Action<Frame>? seen = null)
    {
        await AwaitReadyAsync();
        ready = false;
        var start = Stopwatch.GetTimestamp();
        await Frames.WriteAsync(Input, FrameType.Job, payload.ToBytes(), CancellationToken.None);
        var answer = new CellAnswer();
        while (true)
        {
            var frame = await NextAsync();
            seen?.Invoke(frame);
            switch (frame.Type)
            {
                case FrameType.CheckStarted:
                    answer.Started.Add(JsonSerializer.Deserialize(frame.Payload.Span, ProtocolJson.Default.CheckStart)!.Id);
                    break;
                case FrameType.CheckResult:
                    var outcome = JsonSerializer.Deserialize(frame.Payload.Span, ProtocolJson.Default.CheckOutcome)!;
                    answer.Outcomes[outcome.Id] = outcome;
                    break;
                case FrameType.Ended:
                    answer.Latency = Stopwatch.GetElapsedTime(start);
                    answer.End = JsonSerializer.Deserialize(frame.Payload.Span, ProtocolJson.Default.JobEnd)!;
                    Assert.Equal(payload.Job.Id, answer.End.Job);
                    return answer;
                case FrameType.ScreenGround or FrameType.Screened:
                    break;
                default:
                    Assert.Fail($"Unexpected frame {frame.Type}: {System.Text.Encoding.UTF8.GetString(frame.Payload.Span)}");
                    break;
            }
        }
    }

    internal Task CancelAsync() => Frames.WriteAsync(Input, FrameType.Cancel, ReadOnlyMemory<byte>.Empty, CancellationToken.None).AsTask();

    internal async Task<CellReady?> AwaitReadyAsync()
    {
        if (ready)
        {
            return null;
        }

        var frame = await NextAsync();
        Assert.True(frame.Type == FrameType.Ready, System.Text.Encoding.UTF8.GetString(frame.Payload.Span));
        ready = true;
        return JsonSerializer.Deserialize(frame.Payload.Span, ProtocolJson.Default.CellReady);
    }

    /// <summary>Waits for a host that comes in the place of the one that waits.</summary>
    internal Task<CellReady?> NextReadyAsync()
    {
        ready = false;
        return AwaitReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Input.Close();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);
        process.Dispose();
        Directory.Delete(scratch, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task<Frame> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var frame = await Frames.ReadAsync(process.StandardOutput.BaseStream, Frames.MaxReportBytes, patience.Token);
        Assert.True(frame is not null, "The supervisor is gone.");
        return frame.Value;
    }
}
