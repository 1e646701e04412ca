using CodeRefine.Core.Checks;

namespace CodeRefine.Evaluation.Tests;

/// <summary>The grader closes what it is given and asks for a cell of its own; this one stays open for the next test, and a new cell for each of these would only cost time.</summary>
internal sealed class SharedSandbox(ISandbox inner) : ISandbox
{
    public string Name => inner.Name;
    public int Capacity => inner.Capacity;

    public Task<CheckReport> RunAsync(CheckRun run, CancellationToken cancellationToken) => inner.RunAsync(run with { Fresh = false }, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
