using System.Globalization;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Sandboxes.Cells;
using CodeRefine.Sandboxes.Pools;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.Sandboxes;

/// <summary>Runs checks in a pool of cells. Safe for concurrent calls.</summary>
public sealed partial class Sandbox : ISandbox
{
    /// <summary>Beyond its limits, this is what a run may take to be cleared away before it is ended from outside.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private readonly ICellLauncher launcher;
    private readonly CellPool pool;
    private readonly TimeProvider time;
    private long jobs;

    /// <param name="launcher">Owned from here on.</param>
    /// <param name="capacity">Runs that go on at once; 0 for as many as the machine has cores.</param>
    public Sandbox(ICellLauncher launcher, int capacity = 0, TimeProvider? time = null)
    {
        this.launcher = launcher;
        this.time = time ?? TimeProvider.System;
        pool = new CellPool(launcher, capacity > 0 ? capacity : Math.Max(1, Environment.ProcessorCount), this.time);
    }

    public string Name => launcher.Name;
    public int Capacity => pool.Capacity;

    /// <summary>Names, for people, of the cells that wait with a warm host: <c>container 0123456789ab</c>, <c>process 123</c>.</summary>
    public IReadOnlyList<string> Cells => pool.Waiting;

    public Task WarmAsync(Limits limits, int places, CancellationToken cancellationToken) => pool.WarmAsync(CellLimits.Of(limits), places, cancellationToken);

    public async Task<CheckReport> RunAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref jobs).ToString(CultureInfo.InvariantCulture);
        var job = JobRequest.From(run, id);
        var transcript = await RunOnceAsync(run, id, job, run.Fresh, cancellationToken);
        if (transcript.Ending is JobEnding.Faulted or JobEnding.Broken { OutOfMemory: false } || DiedWithoutAWord(transcript.Ending))
        {
            // Once may be the machine's fault; a candidate before which two cells die is to blame itself. And a forked host's runtime
            // does not always get to say that the stack overflowed: one that was started anew does.
            transcript = await RunOnceAsync(run, id, job, fresh: true, cancellationToken);
        }

        return transcript.Ending switch
        {
            JobEnding.Faulted faulted => throw new SandboxException($"The sandbox failed: {faulted.Message}"),
            _ => ReportReading.Read(run, transcript),
        };
    }

    public ValueTask DisposeAsync() => pool.DisposeAsync();

    private static bool DiedWithoutAWord(JobEnding ending)
    {
        const int MemoryFault = 11;
        return ending is JobEnding.Told { End: { Kind: EndKind.Crashed, Signal: MemoryFault, Forked: true } };
    }

    private async Task<JobTranscript> RunOnceAsync(CheckRun run, string id, byte[] job, bool fresh, CancellationToken cancellationToken)
    {
        var cell = await pool.RentAsync(CellLimits.Of(run.Limits), fresh, cancellationToken);
        var keep = false;
        try
        {
            var transcript = await cell.RunAsync(id, job, run.Limits.TotalTime + Grace, null, cancellationToken);
            keep = !fresh;
            return transcript;
        }
        finally
        {
            pool.Return(cell, keep);
        }
    }
}
