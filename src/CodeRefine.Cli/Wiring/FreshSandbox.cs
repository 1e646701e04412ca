using CodeRefine.Core.Checks;

namespace CodeRefine.Cli.Wiring;

/// <summary>A pool of sandboxes as one that always runs in a new cell, thrown away after. Closing it leaves the pool open.</summary>
internal sealed class FreshSandbox(ISandbox pool) : ISandbox
{
    public string Name => pool.Name;
    public int Capacity => pool.Capacity;

    public Task<CheckReport> RunAsync(CheckRun run, CancellationToken cancellationToken) => pool.RunAsync(run with { Fresh = true }, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
