namespace CodeRefine.TestHost.Screening;

/// <summary>
/// Steps do not see what one call of the library costs: a list that doubles in each round is small in steps and soon fills the memory.
/// A case that has allocated too much is stopped at its next step.
/// </summary>
internal sealed class AllocationWatch : IDisposable
{
    /// <summary>What any case may allocate, and how many times what the heaviest without switches does.</summary>
    private const long LeastBytes = 32 << 20, Factor = 16;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);
    private readonly ManualResetEventSlim ended = new();
    private readonly Lock gate = new();
    private readonly SwitchProbe probe;
    private readonly Thread watcher;
    private long begun;
    private bool stopped;

    public AllocationWatch(SwitchProbe probe)
    {
        this.probe = probe;
        watcher = new Thread(Watch, maxStackSize: 256 << 10) { IsBackground = true };
        watcher.Start();
    }

    /// <summary>Bytes that one case may allocate.</summary>
    private long Limit { get; set; } = long.MaxValue;

    /// <summary>A case begins: no order to stop the last one reaches it.</summary>
    public void Begin()
    {
        lock (gate)
        {
            begun = GC.GetTotalAllocatedBytes();
            if (stopped)
            {
                stopped = false;
                probe.Resume();
            }

            probe.Reset();
        }
    }

    /// <summary>From now on cases are stopped.</summary>
    public void Allow(long heaviest) => Limit = Math.Max(LeastBytes, heaviest * Factor);

    public void Dispose()
    {
        ended.Set();
        watcher.Join();
        ended.Dispose();
    }

    private void Watch()
    {
        while (!ended.Wait(Pause))
        {
            lock (gate)
            {
                if (!stopped && GC.GetTotalAllocatedBytes() - begun > Limit)
                {
                    stopped = true;
                    probe.Stop();
                }
            }
        }
    }
}
