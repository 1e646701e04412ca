using CodeRefine.TestHost.Hosting;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Screening;

/// <summary>Sends outcomes in batches, so that a report costs little, and by a thread of its own, so that those before a hang are out when it is noticed.</summary>
internal sealed class BatchReporter : IDisposable
{
    private const int Most = 256;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);
    private readonly Reporter reporter;
    private readonly List<VariantOutcome> waiting = [];
    private readonly Lock gate = new();
    private readonly ManualResetEventSlim ended = new();
    private readonly Thread flusher;

    public BatchReporter(Reporter reporter)
    {
        this.reporter = reporter;
        flusher = new Thread(FlushNowAndThen, maxStackSize: 256 << 10) { IsBackground = true };
        flusher.Start();
    }

    public void Add(VariantOutcome outcome)
    {
        lock (gate)
        {
            waiting.Add(outcome);
            if (waiting.Count >= Most)
            {
                Send(verified: false);
            }
        }
    }

    /// <summary>What came so far is right.</summary>
    public void Verified()
    {
        lock (gate)
        {
            Send(verified: true);
        }
    }

    /// <summary>What came since it was last verified is not to be relied on.</summary>
    public void Leaked()
    {
        lock (gate)
        {
            waiting.Clear();
            reporter.Screened(new ScreenBatch([], Leaked: true));
        }
    }

    public void Dispose()
    {
        ended.Set();
        flusher.Join();
        ended.Dispose();
    }

    private void FlushNowAndThen()
    {
        while (!ended.Wait(Longest))
        {
            lock (gate)
            {
                if (waiting.Count > 0)
                {
                    Send(verified: false);
                }
            }
        }
    }

    private void Send(bool verified)
    {
        reporter.Screened(new ScreenBatch([.. waiting], verified));
        waiting.Clear();
    }
}
