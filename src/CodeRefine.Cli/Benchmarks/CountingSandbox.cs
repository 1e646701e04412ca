using CodeRefine.Core.Checks;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>Counts what is screened in a sandbox, and the time that it takes there. Closing it leaves the sandbox open.</summary>
internal sealed class CountingSandbox(ISandbox inner) : ISandbox
{
    private readonly Lock gate = new();

    public string Name => inner.Name;
    public int Capacity => inner.Capacity;

    /// <summary>Variants of which something was told.</summary>
    public int Screened { get; private set; }
    public TimeSpan Time { get; private set; }

    public Task<CheckReport> RunAsync(CheckRun run, CancellationToken cancellationToken) => inner.RunAsync(run, cancellationToken);

    public async Task<ScreenReport> ScreenAsync(ScreenRun run, CancellationToken cancellationToken)
    {
        var report = await inner.ScreenAsync(run, cancellationToken);
        lock (gate)
        {
            Screened += report.Told;
            Time += report.Use.Wall;
        }

        return report;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
