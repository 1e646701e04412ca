using System.IO.Pipelines;
using System.Text.Json;
using CodeRefine.Sandboxes.Cells;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.Sandboxes.Tests.Support;

/// <summary>Cells whose supervisor is a function of the test: for what a real one does only when it is broken.</summary>
internal sealed class ScriptedLauncher(params Func<ScriptedCell, Task>[] scripts) : ICellLauncher
{
    private int launched;

    public string Name => "scripted";
    public List<ScriptedCell> Cells { get; } = [];

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ICell> LaunchAsync(CellLimits limits, CancellationToken cancellationToken)
    {
        var cell = new ScriptedCell(scripts[Math.Min(launched++, scripts.Length - 1)]);
        Cells.Add(cell);
        return Task.FromResult<ICell>(cell);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

internal sealed class ScriptedCell : ICell
{
    private readonly Pipe input = new();
    private readonly Pipe output = new();
    private readonly TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ScriptedCell(Func<ScriptedCell, Task> script)
    {
        Input = input.Writer.AsStream();
        Output = output.Reader.AsStream();
        Inside = (input.Reader.AsStream(), output.Writer.AsStream());
        Ended = RunAsync(script);
    }

    public string Name => "scripted cell";
    public Stream Input { get; }
    public Stream Output { get; }
    public (Stream In, Stream Out) Inside { get; }
    public string Errors => "";
    public Task<CellEnd> Ended { get; }
    public bool OutOfMemory { get; set; }
    public bool Killed => killed.Task.IsCompleted;
    public Task Dead => killed.Task;

    public Task KillAsync()
    {
        killed.TrySetResult();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await Ended;
    }

    public ValueTask SayAsync(FrameType type, string json) => Frames.WriteAsync(Inside.Out, type, System.Text.Encoding.UTF8.GetBytes(json), CancellationToken.None);

    public ValueTask ReadyAsync() => SayAsync(FrameType.Ready, """{"protocol":1,"runtime":"10.0.0","warmMilliseconds":1}""");

    public async Task<HostJob> JobAsync() => JobPayload.FromBytes((await Frames.ReadAsync(Inside.In, Frames.MaxJobBytes, CancellationToken.None))!.Value.Payload).Job;

    public ValueTask EndAsync(HostJob job) => SayAsync(FrameType.Ended, JsonSerializer.Serialize(new { job = job.Id, kind = "Completed" }));

    /// <summary>An honest supervisor of one job: every check passes.</summary>
    public static async Task PassAsync(ScriptedCell cell)
    {
        await cell.ReadyAsync();
        var job = await cell.JobAsync();
        foreach (var check in job.Expected)
        {
            await cell.SayAsync(FrameType.CheckResult, JsonSerializer.Serialize(new { id = check.Id, status = "Passed", casesPassed = 1 }));
        }

        await cell.EndAsync(job);
        await cell.Dead;
    }

    private async Task<CellEnd> RunAsync(Func<ScriptedCell, Task> script)
    {
        await Task.WhenAny(script(this), killed.Task);
        await output.Writer.CompleteAsync();
        return new CellEnd(137, OutOfMemory);
    }
}
